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

    /// <summary>So many files are read by one statement at most: what a parser takes of a text is limited, and so is the depth of its tree.</summary>
    private const int MostPerStatement = 50;

    // The id of a row begins with its task.
    private const long RowsPerTask = 1L << 33;

    /// <summary>The table of a CSV file.</summary>
    public string Table { get; init; } = "";

    /// <summary>The types of the columns of Parquet in Spark's own words, which tell more of them apart than ours.</summary>
    public IReadOnlyList<string> SparkTypes { get; init; } = [];

    /// <summary>Whether the files are Parquet; otherwise it is one of CSV.</summary>
    public bool IsParquet => Files[0].IsParquet;

    /// <summary>What stands in a FROM.</summary>
    public string Scan =>
        !IsParquet ? Table
        : Files is [var only] ? ParquetScan(SparkSqlText.Pattern(only.Path))
        : $"(SELECT *, _metadata.file_name AS c360_name, _metadata.row_index AS c360_row FROM {ParquetScan(FolderPattern)}) AS c360_rows "
            + $"JOIN (VALUES {string.Join(", ", Files.Select((file, place) => $"('{Name(file)}', {First + place})"))}) "
            + "AS c360_files (c360_file, c360_number) ON c360_file = c360_name";

    /// <summary>
    /// A row's place in the reading order of the source, as SQL over the scan alone. A CSV file is one task, as it may have line ends in quotes, so that the
    /// lower bits of the id count its rows.
    /// </summary>
    public string Position =>
        (Files.Count, IsParquet) switch
        {
            (> 1, _) => $"CAST(c360_number AS BIGINT) * {CheckedSource.RowsPerFile} + c360_row",
            (_, true) => $"CAST({First} AS BIGINT) * {CheckedSource.RowsPerFile} + _metadata.row_index",
            _ => $"CAST({First} AS BIGINT) * {CheckedSource.RowsPerFile} + monotonically_increasing_id() % {RowsPerTask}",
        };

    /// <summary>The file of a row, as messages name it, as SQL over the scan.</summary>
    public string FileName =>
        Files is [var only] ? SparkSqlText.Quoted(only.Name) : $"{SparkSqlText.Quoted(Folder(Files[0].Name))} || c360_file";

    /// <summary>Whether a file that follows may be read by the same scan. Where its name is none that URLs leave alone, Spark might spell it otherwise.</summary>
    public bool Takes(SparkFiles next) =>
        IsParquet
        && next.IsParquet
        && Files.Count < MostPerStatement
        && Columns.SequenceEqual(next.Columns)
        && SparkTypes.SequenceEqual(next.SparkTypes)
        && Folder(Files[0].Path) == Folder(next.Files[0].Path)
        && Plain().IsMatch(Name(Files[0]))
        && Plain().IsMatch(Name(next.Files[0]));

    /// <summary>The scans in their order, in pieces that one statement can read.</summary>
    public static IEnumerable<IReadOnlyList<SparkFiles>> Pieces(IEnumerable<SparkFiles> scans)
    {
        var piece = new List<SparkFiles>();
        foreach (SparkFiles scan in scans)
        {
            if (piece.Count > 0 && piece.Sum(read => read.Files.Count) + scan.Files.Count > MostPerStatement)
            {
                yield return piece;
                piece = [];
            }
            piece.Add(scan);
        }
        if (piece.Count > 0)
            yield return piece;
    }

    /// <summary>The scan of Parquet at a path that has been escaped, or that is a pattern.</summary>
    public static string ParquetScan(string pattern) => $"parquet.{SparkSqlText.Name(pattern)}";

    /// <summary>A column of the scan, as SQL names it.</summary>
    public string Raw(string column) => SparkSqlText.Name(Columns.First(found => found.Name == column).ScanName);

    /// <summary>The type of a column.</summary>
    public string TypeOf(string column) => Columns.First(found => found.Name == column).SqlType;

    /// <summary>What SQL calls a column of CSV, by its place.</summary>
    public static string Cell(int place) => $"cell_{place}";

    private string FolderPattern => $"{SparkSqlText.Pattern(Folder(Files[0].Path))}{{{string.Join(',', Files.Select(Name))}}}";

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static string Name(SourceFile file) => file.Name[(file.Name.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Plain();
}
