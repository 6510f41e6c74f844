namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Ids and names that mean something to a program that is careless with them.</summary>
internal static class HostileText
{
    public static readonly string[] All =
    [
        "a b",
        "a/b",
        "a\\b",
        "a%2Fb",
        "a%2fb%00",
        "a?b&c=d#e",
        "..",
        "a/../b",
        "O'Hara",
        "say \"hi\"",
        "\"",
        "''",
        "'; DROP TABLE customers; --",
        "' OR ''='",
        "{{0}}{x}$1 $name ?",
        "a,b;c|d",
        "tab\there",
        "line\nend",
        "line\r\nend",
        "😀👩‍👩‍👧‍👦",
        "\u202eright to left\u202c",
        "שלום",
        "e\u0301 and \u00e9",
        "\u00a0",
        "<script>alert(1)</script>",
        "=1+1",
        "null",
        "NULL",
        "0",
        "-1",
        "1e3",
    ];

    /// <summary>Longer than any cell that a person writes.</summary>
    public static readonly string Long = new('x', 10_000);
}
