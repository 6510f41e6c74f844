using C360.WebApi.Commands.Smoke;

namespace C360.UnitTests.WebApi.Commands.Smoke;

/// <summary>RFC 4180: CRLF between records, quotes around what needs them, a quote in quotes twice.</summary>
internal sealed class CsvRowsTests
{
    [TestCase("", ExpectedResult = "")]
    [TestCase("a,b\r\n1,2\r\n", ExpectedResult = "a|b / 1|2")]
    [TestCase("a,b\r\n1,2", ExpectedResult = "a|b / 1|2")]
    [TestCase("a,b\r\n,\r\n", ExpectedResult = "a|b / |")]
    [TestCase("a,b\r\n1,", ExpectedResult = "a|b / 1|")]
    [TestCase("a\r\n\"x,\"\"y\"\"\r\nz\"\r\n\"\"\r\n", ExpectedResult = "a / x,\"y\"\r\nz / ")]
    [TestCase("a\n1\n", ExpectedResult = null)]
    [TestCase("\"a", ExpectedResult = null)]
    [TestCase("\"a\"b\r\n", ExpectedResult = null)]
    public string? A_text_is_read(string text) =>
        CsvRows.TryRead(text) is { } records ? string.Join(" / ", records.Select(record => string.Join('|', record))) : null;

    [FsCheck.NUnit.Property]
    public bool What_was_written_is_read(string[][] records)
    {
        string[][] filled = [.. records.Where(record => record.Length > 0).Select(record => record.Select(field => field ?? "").ToArray())];
        string text = string.Concat(
            filled.Select(record =>
                string.Join(',', record.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"
            )
        );
        return CsvRows.TryRead(text)!.Select(record => record.ToArray()).SequenceEqual(filled, new ByFields());
    }

    private sealed class ByFields : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? one, string[]? other) => one!.SequenceEqual(other!);

        public int GetHashCode(string[] fields) => fields.Length;
    }
}
