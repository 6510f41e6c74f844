using System.Globalization;
using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark.Building;

namespace C360.Infrastructure.Spark.Reading;

/// <summary>Finds out which columns the files of a source have. Each is asked by itself: of a folder Spark would take the first header for all.</summary>
/// <param name="tables">Where it is asked.</param>
/// <param name="database">The work database, for the tables of CSV files.</param>
internal sealed class SparkHeaders(SparkTables tables, string database)
{
    // Doubled quotes; line ends in quotes. Options of every reading of CSV.
    private const string Csv = "header 'true', escape '\"', multiLine 'true'";

    // Each is a question of a moment, and a source may have hundreds of files.
    private const int AtOnce = 8;

    /// <summary>The files as they are read, in reading order.</summary>
    /// <exception cref="RefreshFailedException">A file cannot be read, or lacks a column.</exception>
    public async Task<IReadOnlyList<SparkFiles>> ReadAsync(LocatedSource located)
    {
        var files = new List<SparkFiles>();
        foreach ((int Number, SourceFile File)[] some in located.Files.Index().Chunk(AtOnce))
        {
            foreach (SparkFiles next in await Task.WhenAll(some.Select(item => ReadAsync(item.File, item.Number, located.Source))))
            {
                if (files is [.., var last] && last.Takes(next))
                    files[^1] = last with { Files = [.. last.Files, .. next.Files] };
                else
                    files.Add(next);
            }
        }
        return files;
    }

    private async Task<SparkFiles> ReadAsync(SourceFile file, int number, Source source)
    {
        try
        {
            return file.IsParquet ? await ParquetAsync(file, number, source) : await CsvAsync(file, number, source);
        }
        catch (SparkException error) when (error.Kind is SparkErrorKind.Statement or SparkErrorKind.Engine)
        {
            throw SparkBuildFailure.OfFile(file, error);
        }
    }

    private async Task<SparkFiles> ParquetAsync(SourceFile file, int number, Source source)
    {
        string scan = SparkFiles.ParquetScan(SparkSqlText.Pattern(file.Path));
        IReadOnlyList<SparkColumn> columns = await tables.DescribeAsync($"QUERY SELECT * FROM {scan}");
        NeededColumns.Check(file, [.. columns.Select(column => column.Name)], source);
        return new SparkFiles(number, [file], [.. columns.Select(column => new FileColumn(column.Name, SparkTypes.NameOf(column.Type)))])
        {
            SparkTypes = [.. columns.Select(column => column.Type)],
        };
    }

    private async Task<SparkFiles> CsvAsync(SourceFile file, int number, Source source)
    {
        string path = SparkSqlText.Quoted(SparkSqlText.Pattern(file.Path));
        string header = $"header_{source.Table}_{number}";
        await tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {header} USING csv OPTIONS (path {path}, {Csv})");
        string[] names = Names([.. (await tables.DescribeAsync(header)).Select(column => column.Name)], source);
        if (names is [])
            throw new RefreshFailedException($"{file.Name} is empty; its first line must name the columns.");
        NeededColumns.Check(file, names, source);
        string table = $"{database}.raw_{source.Table}_{number}";
        string cells = string.Join(", ", names.Select((_, place) => $"{SparkFiles.Cell(place)} STRING"));
        // By position: these are the columns of the header that was read right now.
        await tables.ExecuteAsync(
            $"CREATE TABLE {table} ({cells}, {SparkFiles.Corrupt} STRING) USING csv OPTIONS "
                + $"(path {path}, {Csv}, mode 'PERMISSIVE', columnNameOfCorruptRecord '{SparkFiles.Corrupt}')"
        );
        FileColumn[] columns =
        [
            .. names.Select((name, place) => new FileColumn(name, FileColumn.Text) { ScanName = SparkFiles.Cell(place) }),
        ];
        return new SparkFiles(number, [file], columns) { Table = table };
    }

    // Spark puts their places behind names that repeat. Where that hides a column that is needed, it is taken away again.
    private static string[] Names(string[] found, Source source)
    {
        string[] trimmed = [.. found.Select(name => name.Trim(' ', '\t', '\r', '\n', '\uFEFF'))];
        IEnumerable<string> hidden = source.Columns.Select(column => column.Name).Except(trimmed);
        string[] needed = [.. hidden];
        return
        [
            .. trimmed.Select(
                (name, place) => needed.FirstOrDefault(hidden => name == hidden + place.ToString(CultureInfo.InvariantCulture)) ?? name
            ),
        ];
    }
}
