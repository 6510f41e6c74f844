using System.Text.RegularExpressions;

namespace C360.Spark.Tests.Emulation;

/// <summary>Spark's way to write texts, options and types.</summary>
internal static partial class SparkText
{
    /// <summary>What a literal means: a backslash escapes. (A doubled quote would be lost on some versions: refused.)</summary>
    public static string Literal(string literal) =>
        Escape()
            .Replace(
                literal[1..^1],
                match =>
                    match.Value[1] switch
                    {
                        'n' => "\n",
                        't' => "\t",
                        'r' => "\r",
                        var c => c.ToString(),
                    }
            );

    /// <summary>What stands in the parentheses of OPTIONS.</summary>
    public static Dictionary<string, string> Options(string text)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string rest = Option()
            .Replace(
                text,
                match =>
                {
                    options.Add(match.Groups["name"].Value, Literal(match.Groups["value"].Value));
                    return "";
                }
            );
        return rest.Trim([' ', ',', '\n']) is "" ? options : throw SparkCommands.Unknown($"OPTIONS ({text})");
    }

    /// <summary>What Spark calls a type of DuckDB's.</summary>
    public static string TypeOf(string duckDb) =>
        duckDb switch
        {
            "VARCHAR" or "JSON" => "string",
            "INTEGER" or "USMALLINT" => "int",
            "SMALLINT" or "UTINYINT" => "smallint",
            "UINTEGER" or "HUGEINT" => "bigint",
            "UBIGINT" => "decimal(20,0)",
            "TIMESTAMP" => "timestamp_ntz",
            "TIMESTAMP WITH TIME ZONE" => "timestamp",
            "BLOB" => "binary",
            _ when duckDb.EndsWith("[]", StringComparison.Ordinal) => $"array<{TypeOf(duckDb[..^2])}>",
            _ when duckDb.StartsWith("STRUCT", StringComparison.Ordinal) => "struct<>",
            _ when duckDb.StartsWith("MAP", StringComparison.Ordinal) => "map<>",
            _ => duckDb.ToLowerInvariant(),
        };

    [GeneratedRegex(@"\\.", RegexOptions.Singleline)]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?<name>[A-Za-z]+)\s+(?<value>'(?:[^'\\]|\\.)*')", RegexOptions.Singleline)]
    private static partial Regex Option();
}
