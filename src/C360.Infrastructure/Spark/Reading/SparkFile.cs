using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>A file of a source, and how Spark reads it.</summary>
/// <param name="File">The file.</param>
/// <param name="Number">Its place among the source's files.</param>
/// <param name="Columns">Its columns; those of CSV are known by their places, so that what a header says, or says twice, never becomes SQL.</param>
/// <param name="Scan">What stands in a FROM.</param>
internal sealed record SparkFile(SourceFile File, int Number, IReadOnlyList<FileColumn> Columns, string Scan)
{
    /// <summary>The column of a CSV file that holds a line which is no row.</summary>
    public const string Corrupt = "_corrupt_record";

    /// <summary>
    /// A row's place in the reading order of the source, as SQL over the scan alone. A CSV file is one task, as it may have line ends in quotes, so that the lower bits of the
    /// id count its rows.
    /// </summary>
    public string Position =>
        $"CAST({Number} AS BIGINT) * {RowsPerFile} + {(File.IsParquet ? "_metadata.row_index" : $"monotonically_increasing_id() % {RowsPerTask}")}";

    /// <summary>What a position begins with is the file's number.</summary>
    public const long RowsPerFile = 1L << 40;

    private const long RowsPerTask = 1L << 33;

    /// <summary>A column of the scan, as SQL names it.</summary>
    public string Raw(string column) => SparkSqlText.Name(Columns.First(found => found.Name == column).ScanName);

    /// <summary>The type of a column.</summary>
    public string TypeOf(string column) => Columns.First(found => found.Name == column).SqlType;

    /// <summary>What SQL calls a column of CSV, by its place.</summary>
    public static string Cell(int place) => $"cell_{place}";
}
