using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>The SELECT that makes typed values of files, with a <see cref="Verdict"/> on each row and its position.</summary>
/// <param name="source">The source, with the columns to make; the others are only checked.</param>
/// <param name="files">The files.</param>
internal sealed class SparkCheckedSelect(CheckedSource source, SparkFiles files)
{
    // What Spark reads bytes as that are no UTF-8.
    private const string Replacement = "decode(X'EFBFBD', 'UTF-8')";

    private readonly SparkShapes _shapes = new();

    /// <summary>The SELECT: the columns in use, verdict, and position.</summary>
    public string Text()
    {
        var verdict = new VerdictSql(source.Source, TypeOf, _shapes);
        (int Index, SourceColumn Item)[] asked =
        [
            .. source.Source.Columns.Index().Where(item => source.Columns.Contains(item.Item) || verdict.Asks(item.Item)),
        ];
        string raw = string.Join(", ", asked.Select(item => $"{Raw(item.Item)} AS raw_{item.Index}"));
        string values = string.Join(
            ",\n        ",
            asked.Select(item =>
                $"{_shapes.Value(item.Item.Shape, $"raw_{item.Index}", TypeOf(item.Item.Name))} AS {item.Item.Name}, raw_{item.Index}"
            )
        );
        string names = string.Join(", ", source.Columns.Select(VerdictSql.InRange));
        return $"""
            SELECT {names}, CAST({verdict.Text("is_broken")} AS INT) AS verdict, within_quotes, position
            FROM (
                SELECT {values}, is_broken, within_quotes, position
                FROM (
                    SELECT {raw}, {IsBroken()} AS is_broken, CAST({WithinQuotes()} AS INT) AS within_quotes, {files.Position} AS position
                    FROM {files.Scan}
                ) AS raw_rows
            ) AS typed_rows
            """;
    }

    /// <summary>The SELECT of a source that is not there: the same columns, no row.</summary>
    public static string NoRows(CheckedSource source)
    {
        IEnumerable<string> columns = source.Columns.Select(column => $"CAST(NULL AS {SparkShapes.TypeOf(column.Shape)}) AS {column.Name}");
        return $"""
            SELECT {string.Join(", ", columns)}, CAST(0 AS INT) AS verdict, CAST(0 AS INT) AS within_quotes, CAST(0 AS BIGINT) AS position
            FROM (SELECT 1 AS one) AS nothing WHERE one = 0
            """;
    }

    // Bytes of which Parquet does not say whether they are text are taken for it, in columns that are read.
    private string TypeOf(string column) => files.TypeOf(column) is var type && type == FileColumn.Bytes ? FileColumn.Text : type;

    private string Raw(SourceColumn column)
    {
        string raw = files.Raw(column.Name);
        return files.TypeOf(column.Name) switch
        {
            FileColumn.Text => SparkShapes.Tidy(raw),
            FileColumn.Bytes => SparkShapes.Tidy($"CAST({raw} AS STRING)"),
            _ => raw,
        };
    }

    private string IsBroken()
    {
        IEnumerable<string> cells = files.Columns.Select(column => $"contains({column.ScanName}, {Replacement})");
        return files.IsParquet ? "FALSE" : $"COALESCE({SparkFiles.Corrupt} IS NOT NULL OR {string.Join(" OR ", cells)}, FALSE)";
    }

    // Lines within a value that look like rows: what a quote that is never closed swallows is not lost in silence.
    private string WithinQuotes()
    {
        string row = $@"r'\n([^,""\n]*,){{{files.Columns.Count - 1}}}[^,""\n]*(?=\n)'";
        string Count(string text) => $"CASE WHEN contains({text}, chr(10)) THEN regexp_count({text}, {row}) ELSE 0 END";
        IEnumerable<string> cells = files.Columns.Select(column => Count(column.ScanName));
        return files.IsParquet
            ? "0"
            : $"CASE WHEN {SparkFiles.Corrupt} IS NULL THEN {string.Join(" + ", cells)} ELSE {Count(SparkFiles.Corrupt)} END";
    }
}
