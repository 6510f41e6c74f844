using C360.Domain.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>The SELECT that makes typed values of the files of a run, with a <see cref="Verdict"/> on each row and its place.</summary>
/// <param name="read">The source, with the columns to make; the others are only checked.</param>
/// <param name="run">The files.</param>
/// <param name="tidy">Whether text may have blanks around it, or be empty.</param>
internal sealed class CheckedSelect(ReadSource read, FileRun run, bool tidy)
{
    /// <summary>The rows of Parquet are numbered within their file, so that a place is the file's number and the row's.</summary>
    public const long RowsPerFile = 1L << 40;

    /// <summary>The SELECT: the columns in use, verdict, and file (CSV) or position (Parquet, where it costs nothing unless asked for).</summary>
    public string Text()
    {
        string names = string.Join(", ", read.Columns.Select(InRange));
        // Raw values stand beside the typed ones, which are then worked out once.
        string values = string.Join(
            ",\n        ",
            read.Source.Columns.Index()
                .Where(item => read.Columns.Contains(item.Item) || IsChecked(item.Item))
                .Select(item => $"{Value(item.Item)} AS {item.Item.Name}, {Raw(item.Item)} AS raw_{item.Index}")
        );
        string position = run.IsParquet
            ? $"CAST({run.FileNumber} + {run.First} AS BIGINT) * {RowsPerFile} + {run.RowNumber} AS position"
            : "NULL AS position";
        return $"""
            SELECT {names}, CAST({VerdictOf()} AS INTEGER) AS verdict, file, position
            FROM (
                SELECT {values},
                CAST({run.FileNumber} + {run.First} AS INTEGER) AS file, {position}
                FROM {run.Scan()}
            )
            """;
    }

    /// <summary>A condition under which a text of Parquet needs tidying; null when there is no text.</summary>
    public string? HasBlanks()
    {
        IEnumerable<string> texts = read
            .Columns.Where(column => column.Shape == ColumnShape.Text && run.TypeOf(column.Name) == FileColumn.Text)
            .Select(column => $"c360_blank({column.Name})");
        return string.Join(" OR ", texts) is { Length: > 0 } condition ? condition : null;
    }

    private bool IsChecked(SourceColumn column) =>
        column.Shape != ColumnShape.Text || column.Known.Count > 0 || ShapeSql.CanFail(column.Shape, run.TypeOf(column.Name));

    private string Raw(SourceColumn column) => run.Raw(column.Name);

    private string Value(SourceColumn column) => ShapeSql.Value(column.Shape, Raw(column), run.TypeOf(column.Name), tidy);

    // A number out of range rejects the row where it is required, and becomes null elsewhere.
    private static string InRange(SourceColumn column) =>
        !column.Required && OutOfRange(column) is { } condition
            ? $"CASE WHEN NOT ({condition}) THEN {column.Name} END AS {column.Name}"
            : column.Name;

    private string VerdictOf()
    {
        var faults = read.Source.Columns.Index().Where(item => item.Item.Required).Select(item => Faults(item.Item, item.Index));
        var bits = read
            .Source.Columns.Index()
            .Where(item => !item.Item.Required || item.Item.Known.Count > 0)
            .Select(item => Bit(item.Item, item.Index));
        return $"CASE {string.Concat(faults)}ELSE {string.Join(" + ", bits.OfType<string>().DefaultIfEmpty("0"))} END";
    }

    private string Faults(SourceColumn column, int place)
    {
        string type = run.TypeOf(column.Name);
        string missing = ShapeSql.CanFail(column.Shape, type)
            ? $"CASE WHEN {ShapeSql.IsGiven($"raw_{place}", type)} THEN {Verdict.Unparsable(place)} ELSE {Verdict.Missing(place)} END"
            : $"{Verdict.Missing(place)}";
        string range = OutOfRange(column) is { } condition ? $"WHEN {condition} THEN {Verdict.OutOfRange(place)} " : "";
        return $"WHEN {column.Name} IS NULL THEN {missing} {range}";
    }

    private string? Bit(SourceColumn column, int place)
    {
        string type = run.TypeOf(column.Name);
        if (column.Known.Count > 0 && !ShapeSql.CanFail(column.Shape, type))
        {
            return $"CASE WHEN {column.Name} NOT IN ({string.Join(", ", column.Known.Select(SqlText.Quoted))}) THEN {Verdict.Bit(place)} ELSE 0 END";
        }
        string? unread = ShapeSql.CanFail(column.Shape, type)
            ? $"({column.Name} IS NULL AND {ShapeSql.IsGiven($"raw_{place}", type)})"
            : null;
        string[] faults = [.. new[] { unread, OutOfRange(column) }.OfType<string>()];
        return faults is [] ? null : $"CASE WHEN {string.Join(" OR ", faults)} THEN {Verdict.Nulled(column, place)} ELSE 0 END";
    }

    private static string? OutOfRange(SourceColumn column)
    {
        string?[] conditions =
        [
            column.Least is { } least ? $"{column.Name} < {least}" : null,
            column.Most is { } most ? $"{column.Name} > {most}" : null,
        ];
        return string.Join(" OR ", conditions.OfType<string>()) is { Length: > 0 } condition ? condition : null;
    }
}
