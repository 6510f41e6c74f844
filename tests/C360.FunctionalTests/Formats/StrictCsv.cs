using System.Text;

namespace C360.FunctionalTests.Formats;

/// <summary>Reads CSV as RFC 4180 has it and takes nothing else: rows end with CRLF, the last one too, quotes stand around a whole cell, all rows are as long as the header.</summary>
internal static class StrictCsv
{
    private const string FormulaSigns = "=+-@\t\r";

    /// <summary>The rows, the header first; an empty cell is null, <c>""</c> is the empty text.</summary>
    public static List<string?[]> Read(string csv)
    {
        var rows = new List<string?[]>();
        var row = new List<string?>();
        int at = 0;
        while (at < csv.Length)
        {
            row.Add(csv[at] == '"' ? Quoted(csv, ref at) : Plain(csv, ref at));
            if (at < csv.Length && csv[at] == ',')
            {
                at++;
                continue;
            }
            if (string.CompareOrdinal(csv, at, "\r\n", 0, 2) != 0)
                throw new FormatException($"No CRLF at {at}");
            at += 2;
            rows.Add([.. row]);
            row.Clear();
            if (rows[^1].Length != rows[0].Length)
                throw new FormatException($"{rows[^1].Length} cells under {rows[0].Length} columns");
        }
        return row.Count == 0 ? rows : throw new FormatException("The last row does not end");
    }

    /// <summary>A text as it was before it was made safe for spreadsheets: without one quote of those before a formula's sign.</summary>
    public static string Bare(string cell) =>
        cell.StartsWith('\'') && cell.TrimStart('\'') is [var first, ..] && FormulaSigns.Contains(first, StringComparison.Ordinal)
            ? cell[1..]
            : cell;

    /// <summary>Whether a spreadsheet would run it.</summary>
    public static bool IsFormula(string cell) => cell is [var first, ..] && FormulaSigns.Contains(first, StringComparison.Ordinal);

    private static string? Plain(string csv, ref int at)
    {
        int start = at;
        while (at < csv.Length && csv[at] is not (',' or '\r' or '\n'))
            if (csv[at++] == '"')
                throw new FormatException($"A quote inside at {at}");
        return at == start ? null : csv[start..at];
    }

    private static string Quoted(string csv, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < csv.Length; at++)
        {
            if (csv[at] == '"' && (at + 1 == csv.Length || csv[at + 1] != '"'))
            {
                at++;
                return text.ToString();
            }
            if (csv[at] == '"')
                at++;
            text.Append(csv[at]);
        }
        throw new FormatException("A quote that does not end");
    }
}
