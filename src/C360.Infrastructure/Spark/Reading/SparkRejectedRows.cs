using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Spark.Building;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>
/// Keeps the rejected rows with their raw values. The files are read a second time for it, only those with rejected rows. Lines are not known: Spark does not tell them.
/// </summary>
/// <param name="work">Where the tables are made.</param>
internal sealed class SparkRejectedRows(WorkDatabase work)
{
    /// <summary>The name under which a line is kept that is no row.</summary>
    private const string Line = "row";

    private const string Empty = """
        SELECT
            CAST(0 AS BIGINT) AS row_id, CAST(NULL AS STRING) AS source, CAST(NULL AS STRING) AS file, CAST(NULL AS BIGINT) AS line, CAST(NULL AS STRING) AS key,
            CAST(NULL AS STRING) AS column_name, CAST(NULL AS STRING) AS reason, CAST(NULL AS STRING) AS raw_values
        FROM (SELECT 1 AS one) AS nothing WHERE one = 0
        """;

    private readonly List<string> _tables = [];
    private long _rows;

    /// <summary>All of them, as a SELECT.</summary>
    public string All => string.Join(" UNION ALL ", _tables.Select(table => $"SELECT * FROM {table}").Prepend(Empty));

    /// <summary>How many there are.</summary>
    public long Rows => _rows;

    /// <summary>Adds the rejected rows of a source.</summary>
    /// <exception cref="RefreshFailedException">They are not found again.</exception>
    public async Task AddAsync(CheckedSource source, IReadOnlyList<SparkFiles> files)
    {
        if (!source.HasRejected)
            return;
        string table = $"kept_{source.Source.Table}";
        string numbered = $"numbered_{source.Source.Table}";
        HashSet<long> numbers = await FilesOfAsync(source);
        // Numbered before their values are fetched, which takes several statements when there are many files.
        await work.MakeAsync(
            numbered,
            $"""
            SELECT {_rows} + CAST(row_number() OVER (ORDER BY position) AS BIGINT) AS row_id, position, reason, column_name, key
            FROM {source.RejectedRows}
            """
        );
        IEnumerable<SparkFiles> found = files.Where(run =>
            Enumerable.Range(run.First, run.Files.Count).Any(number => numbers.Contains(number))
        );
        await work.MakeAsync(
            table,
            [.. SparkFiles.Pieces(found).Select(piece => string.Join("\nUNION ALL\n", piece.Select(run => Found(source, numbered, run))))]
        );
        long kept = await work.Tables.CountAsync($"SELECT count(*) FROM {table}");
        if (kept != source.Rejected.Values.Sum())
            throw new RefreshFailedException(source.RejectedRowsDiffer(kept));
        _rows += kept;
        _tables.Add(table);
    }

    private async Task<HashSet<long>> FilesOfAsync(CheckedSource source)
    {
        string numbers = $"SELECT DISTINCT CAST(FLOOR(position / {CheckedSource.RowsPerFile}) AS BIGINT) FROM {source.RejectedRows}";
        return [.. (await work.Tables.RowsAsync(numbers)).Select(row => (long)row[0]!)];
    }

    private static string Found(CheckedSource source, string numbered, SparkFiles run) =>
        $"""
            SELECT
                r.row_id, {SparkSqlText.Quoted(source.Source.Name)} AS source, w.c360_file_name AS file, CAST(NULL AS BIGINT) AS line,
                {Cut("r.key", RawCells.LongestCell)} AS key, r.column_name, r.reason, {Raw(run)} AS raw_values
            FROM {numbered} AS r
            JOIN (SELECT *, {run.Position} AS c360_position, {run.FileName} AS c360_file_name FROM {run.Scan}) AS w ON w.c360_position = r.position
            """;

    private static string Raw(SparkFiles run)
    {
        IEnumerable<(string Name, string Value)> cells = RawCells
            .Names(run.Columns)
            .Zip(run.Columns, (name, column) => (name, Cut(Cell(run, column), RawCells.Longest(run.Columns.Count))));
        if (run.Columns.Count > RawCells.MostCells)
            cells = cells.Append((RawCells.Rest, SparkSqlText.Quoted(RawCells.More(run.Columns.Count))));
        return run.IsParquet
            ? Json(cells)
            : $"CASE WHEN w.{SparkFiles.Corrupt} IS NULL THEN {Json(cells)} ELSE {Json([(Line, Cut($"w.{SparkFiles.Corrupt}", RawCells.LongestCell))])} END";
    }

    private static string Cell(SparkFiles run, FileColumn column)
    {
        string raw = $"w.{SparkSqlText.Name(column.ScanName)}";
        return !run.IsParquet ? $"COALESCE({SparkShapes.Trimmed(raw)}, '')"
            // Bytes in a column that nobody reads need not be text.
            : column.HasBytes ? SparkSqlText.Quoted("(bytes)")
            : SparkShapes.Spelled(raw, column.SqlType);
    }

    // A cell that is null stays in it.
    private static string Json(IEnumerable<(string Name, string Value)> cells) =>
        $"to_json(named_struct({string.Join(", ", cells.Select(cell => $"{SparkSqlText.Quoted(cell.Name)}, {cell.Value}"))}), map('ignoreNullFields', 'false'))";

    private static string Cut(string text, int most) =>
        $"CASE WHEN LENGTH({text}) > {most} THEN LEFT({text}, {most}) || '… (' || CAST(LENGTH({text}) AS STRING) || ' characters)' ELSE {text} END";
}
