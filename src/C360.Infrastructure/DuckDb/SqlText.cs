using System.Globalization;

namespace C360.Infrastructure.DuckDb;

/// <summary>Texts and names within SQL, for places that take no parameter.</summary>
internal static class SqlText
{
    /// <summary>A text as SQL writes it.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A date as SQL writes it.</summary>
    public static string Date(DateOnly date) => $"DATE '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    /// <summary>A path as SQL writes it where DuckDB takes a pattern: nothing in it stands for anything else.</summary>
    public static string Pattern(string path) => Quoted(string.Concat(path.Select(c => c is '[' or '*' or '?' ? $"[{c}]" : $"{c}")));

    /// <summary>A name as SQL writes it, whatever it is.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
