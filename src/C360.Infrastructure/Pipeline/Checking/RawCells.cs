using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>
/// What is kept of the cells of a rejected row: what a person needs to know the row when they see it and to mend it. Whoever needs all of it has file
/// and line. The bounds hold for the row, too, so that a page of a thousand rows stays small whatever the files hold.
/// </summary>
internal static class RawCells
{
    /// <summary>The most characters of a cell.</summary>
    public const int LongestCell = 1000;

    /// <summary>The most cells of a row.</summary>
    public const int MostCells = 100;

    private const int LongestRow = 16_000;
    private const int LongestName = 100;

    /// <summary>The name of what stands for the cells that are not kept.</summary>
    public const string Rest = "…";

    // The text is kept in a table, not put into a page: names and addresses stay readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The names under which the cells of a file are kept, each of them once.</summary>
    public static string[] Names(IReadOnlyList<FileColumn> columns)
    {
        // DuckDB does not tell the fields of a structure apart by case.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Rest };
        return
        [
            .. columns.Take(MostCells).Select(column => Cut(column.Name, LongestName)).Select((name, place) => Unique(name, place, taken)),
        ];
    }

    private static string Unique(string name, int place, HashSet<string> taken)
    {
        string unique = name;
        while (!taken.Add(unique))
        {
            unique += $" (cell {place + 1})";
        }
        return unique;
    }

    /// <summary>The cells of a row of CSV as JSON. Cells beyond the header have no name but their place.</summary>
    public static string Json(string[] names, IReadOnlyList<string> cells)
    {
        var values = new Dictionary<string, string>();
        foreach ((int place, string cell) in cells.Take(MostCells).Index())
        {
            values[place < names.Length ? names[place] : $"cell {place + 1}"] = Cut(cell, Longest(cells.Count));
        }
        if (cells.Count > MostCells)
        {
            values[Rest] = More(cells.Count);
        }
        return JsonSerializer.Serialize(values, Readable);
    }

    /// <summary>The beginning of a text that is longer than it may be, and how long it is.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }
        // Not through the middle of a character that takes two.
        int kept = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, kept)}… ({text.Length} characters)");
    }

    /// <summary>The most characters of a cell in a row of so many.</summary>
    public static int Longest(int cells) => Math.Min(LongestCell, LongestRow / Math.Clamp(cells, 1, MostCells));

    /// <summary>What is said of the cells that are not kept.</summary>
    public static string More(int cells) => FormattableString.Invariant($"and {cells - MostCells} more cells");
}
