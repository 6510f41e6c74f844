using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>What <see cref="RawCells"/> keeps of a row of Parquet, as DuckDB's SQL.</summary>
internal static class RawCellsSql
{
    /// <summary>The cells as JSON: each is written as text, whatever its type.</summary>
    public static string Json(IReadOnlyList<FileColumn> columns)
    {
        IEnumerable<string> cells = RawCells
            .Names(columns)
            .Zip(columns)
            .Select(pair => $"{SqlText.Name(pair.First)}: {Cell(pair.Second, RawCells.Longest(columns.Count))}");
        if (columns.Count > RawCells.MostCells)
        {
            cells = cells.Append($"{SqlText.Name(RawCells.Rest)}: {SqlText.Quoted(RawCells.More(columns.Count))}");
        }
        return $"to_json({"{"}{string.Join(", ", cells)}{"}"})";
    }

    /// <summary>The beginning of a text that is longer than it may be, and how long it is.</summary>
    public static string Cut(string text, int most) =>
        $"CASE WHEN length({text}) > {most} THEN left({text}, {most}) || '… (' || length({text}) || ' characters)' ELSE {text} END";

    // Bytes in a column that nobody reads need not be text.
    private static string Cell(FileColumn column, int most) =>
        column.HasBytes ? SqlText.Quoted("(bytes)") : Cut($"CAST({SqlText.Name(column.ScanName)} AS VARCHAR)", most);
}
