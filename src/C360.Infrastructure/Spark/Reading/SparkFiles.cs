using System.Text.RegularExpressions;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>Files of a source that one scan reads: a CSV file by itself, or files of Parquet that follow each other in one folder and are alike.</summary>
/// <param name="First">The place of the first among the source's files.</param>
/// <param name="Files">The files.</param>
/// <param name="Columns">Their columns; those of CSV are known by their places, so that what a header says, or says twice, never becomes SQL.</param>
internal sealed partial record SparkFiles(int First, IReadOnlyList<SourceFile> Files, IReadOnlyList<FileColumn> Columns)
{
    /// <summary>The column of a CSV file that holds a line which is no row.</summary>
    public const string Corrupt = "_corrupt_record";

    /// <summary>A position is the file's number times this, and the row's.</summary>
    public const long RowsPerFile = 1L << 40;

    // The id of a row begins with its task.
    private const long RowsPerTask = 1L << 33;

    /// <summary>The table of a CSV file.</summary>
    public string Table { get; init; } = "";

    /// <summary>Whether the files are Parquet; otherwise it is one of CSV.</summary>
    public bool IsParquet => Files[0].IsParquet;

    /// <summary>What stands in a FROM.</summary>
    public string Scan =>
        !IsParquet ? Table
        : Files is [var only] ? ParquetScan(SparkSqlText.Pattern(only.Path))
        : $"{ParquetScan($"{SparkSqlText.Pattern(Folder(Files[0].Path))}{{{string.Join(',', Files.Select(Name))}}}")} "
            + $"JOIN (VALUES {string.Join(", ", Files.Select((file, place) => $"('{Name(file)}', {First + place})"))}) "
            + "AS c360_files (c360_file, c360_number) ON c360_file = _metadata.file_name";

    /// <summary>
    /// A row's place in the reading order of the source, as SQL over the scan alone. A CSV file is one task, as it may have line ends in quotes, so that the
    /// lower bits of the id count its rows.
    /// </summary>
    public string Position
    {
        get
        {
            string number = Files.Count == 1 ? $"{First}" : "c360_number";
            string row = IsParquet ? "_metadata.row_index" : $"monotonically_increasing_id() % {RowsPerTask}";
            return $"CAST({number} AS BIGINT) * {RowsPerFile} + {row}";
        }
    }

    /// <summary>The file of a row, as messages name it, as SQL over the scan.</summary>
    public string FileName =>
        Files is [var only] ? SparkSqlText.Quoted(only.Name) : $"{SparkSqlText.Quoted(Folder(Files[0].Name))} || c360_file";

    /// <summary>Whether a file that follows may be read by the same scan. Where its name is none that URLs leave alone, Spark might spell it otherwise.</summary>
    public bool Takes(SparkFiles next) =>
        IsParquet
        && next.IsParquet
        && Columns.SequenceEqual(next.Columns)
        && Folder(Files[0].Path) == Folder(next.Files[0].Path)
        && Plain().IsMatch(Name(Files[0]))
        && Plain().IsMatch(Name(next.Files[0]));

    /// <summary>The scan of Parquet at a path that has been escaped, or that is a pattern.</summary>
    public static string ParquetScan(string pattern) => $"parquet.{SparkSqlText.Name(pattern)}";

    /// <summary>A column of the scan, as SQL names it.</summary>
    public string Raw(string column) => SparkSqlText.Name(Columns.First(found => found.Name == column).ScanName);

    /// <summary>The type of a column.</summary>
    public string TypeOf(string column) => Columns.First(found => found.Name == column).SqlType;

    /// <summary>What SQL calls a column of CSV, by its place.</summary>
    public static string Cell(int place) => $"cell_{place}";

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static string Name(SourceFile file) => file.Name[(file.Name.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Plain();
}
