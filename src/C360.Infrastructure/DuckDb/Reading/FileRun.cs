using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Files of a source that follow each other and are alike, so that one scan reads them.</summary>
/// <param name="First">The place of the first among the source's files.</param>
/// <param name="Files">The files.</param>
/// <param name="Columns">The columns that each of them has, in this order.</param>
internal sealed record FileRun(int First, IReadOnlyList<SourceFile> Files, IReadOnlyList<FileColumn> Columns)
{
    private static readonly string[] PlaceNames = ["file_index", "file_row_number"];

    /// <summary>Whether the files are Parquet; otherwise they are CSV.</summary>
    public bool IsParquet => Files[0].IsParquet;

    /// <summary>What the engine reads of each file, once CSV has been gone through; empty for Parquet.</summary>
    public IReadOnlyList<ScreenedFile> Screened { get; init; } = [];

    /// <summary>Whether a column of Parquet has the name by which DuckDB knows a row's place, and hides it; only a run of one file may.</summary>
    public bool HidesPlaces => IsParquet && Columns.Any(column => PlaceNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether another file may be read by the same scan, which takes the columns of its files by their names.</summary>
    public bool CanGrow => !HidesPlaces && Columns.All(column => column.ScanName == column.Name);

    /// <summary>The place of a row's file within the run, as SQL.</summary>
    public string FileNumber => HidesPlaces ? "0" : "file_index";

    /// <summary>The number of a row of Parquet within its file, as SQL; counting in the order of the file costs more than asking.</summary>
    public string RowNumber => HidesPlaces ? "row_number() OVER () - 1" : "file_row_number";

    /// <summary>The scan, for a FROM.</summary>
    public string Scan()
    {
        if (IsParquet)
        {
            return ParquetScan(Files);
        }
        // Names by place: what a header says, or says twice, never becomes SQL.
        string paths = string.Join(", ", Screened.Select(file => SqlText.Pattern(file.Path)));
        string columns = string.Join(", ", Columns.Select((_, place) => $"'{Cell(place)}': 'VARCHAR'"));
        // Not in parallel: DuckDB would cut the files every eight million bytes, and where a cut meets a line end in quotes it loses the rows up to the
        // next cut, or makes rows of the inside of a value.
        return $"""
            read_csv([{paths}], auto_detect = false, header = true, columns = {"{"}{columns}{"}"}, delim = ',', quote = '"', escape = '"', nullstr = '',
            strict_mode = true, null_padding = false, parallel = false, hive_partitioning = false)
            """;
    }

    /// <summary>The scan of files of Parquet; their folders' names are no columns, even if they look like <c>country=NO</c>.</summary>
    public static string ParquetScan(IEnumerable<SourceFile> files) =>
        $"read_parquet([{Paths(files)}], binary_as_string = true, hive_partitioning = false)";

    /// <summary>A column of the scan, as SQL names it.</summary>
    public string Raw(string column)
    {
        (int place, FileColumn found) = Columns.Index().First(item => item.Item.Name == column);
        return IsParquet ? SqlText.Name(found.ScanName) : Cell(place);
    }

    /// <summary>The type of a column.</summary>
    public string TypeOf(string column) => Columns.First(item => item.Name == column).SqlType;

    /// <summary>What SQL calls a column of CSV, by its place.</summary>
    public static string Cell(int place) => $"cell_{place}";

    private static string Paths(IEnumerable<SourceFile> files) => string.Join(", ", files.Select(file => SqlText.Pattern(file.Path)));
}
