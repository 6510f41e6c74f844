using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>The SELECT that makes typed values of the files of a run, with a <see cref="Verdict"/> on each row and its place.</summary>
/// <param name="read">The source, with the columns to make; the others are only checked.</param>
/// <param name="run">The files.</param>
/// <param name="tidy">Whether text may have blanks around it, or be empty.</param>
internal sealed class CheckedSelect(ReadSource read, FileRun run, bool tidy)
{
    private readonly ShapeSql _shapes = new(tidy);

    /// <summary>The SELECT: the columns in use, verdict, and file (CSV) or position (Parquet, where it costs nothing unless asked for).</summary>
    public string Text()
    {
        var verdict = new VerdictSql(read.Source, run.TypeOf, _shapes);
        string names = string.Join(", ", read.Columns.Select(VerdictSql.InRange));
        // Raw values stand beside the typed ones, which are then worked out once.
        string values = string.Join(
            ",\n        ",
            read.Source.Columns.Index()
                .Where(item => read.Columns.Contains(item.Item) || verdict.Asks(item.Item))
                .Select(item => $"{Value(item.Item)} AS {item.Item.Name}, {Raw(item.Item)} AS raw_{item.Index}")
        );
        string position = run.IsParquet
            ? $"CAST({run.FileNumber} + {run.First} AS BIGINT) * {CheckedSource.RowsPerFile} + {run.RowNumber} AS position"
            : "NULL AS position";
        return $"""
            SELECT {names}, CAST({verdict.Text()} AS INTEGER) AS verdict, file, position
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

    private string Raw(SourceColumn column) => run.Raw(column.Name);

    private string Value(SourceColumn column) => _shapes.Value(column.Shape, Raw(column), run.TypeOf(column.Name));
}
