using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Domain.Spelling;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Reads the headers of a source's files and puts files that are alike together.</summary>
internal static class FileRuns
{
    /// <summary>The runs, in reading order.</summary>
    /// <exception cref="RefreshFailedException">A file cannot be opened, or lacks a column.</exception>
    public static IReadOnlyList<FileRun> Of(LocatedSource located, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var runs = new List<FileRun>();
        foreach ((int place, SourceFile file) in located.Files.Index())
        {
            FileColumn[] columns = file.IsParquet ? ParquetColumns(file, connection, cancellationToken) : CsvColumns(file);
            Check(file, columns, located.Source);
            if (runs is [.., var last] && last.IsParquet == file.IsParquet && last.Columns.SequenceEqual(columns) && !last.HidesPlaces)
            {
                runs[^1] = last with { Files = [.. last.Files, file] };
            }
            else
            {
                runs.Add(new FileRun(place, [file], columns));
            }
        }
        return runs;
    }

    private static FileColumn[] CsvColumns(SourceFile file)
    {
        using CsvRows rows = CsvRows.Open(file);
        return [.. rows.Header.Select(name => new FileColumn(name, FileColumn.Text))];
    }

    private static FileColumn[] ParquetColumns(SourceFile file, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var columns = new List<FileColumn>();
        try
        {
            using DuckDbReader reader = connection.Query(
                $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {FileRun.ParquetScan([file])})",
                cancellationToken
            );
            while (reader.Read())
            {
                columns.Add(new FileColumn(reader.String(0), reader.String(1)));
            }
        }
        catch (DuckDbException error)
        {
            throw new RefreshFailedException($"{file.Name} cannot be read as Parquet.", error);
        }
        return [.. columns];
    }

    private static void Check(SourceFile file, FileColumn[] columns, Source source)
    {
        string[] declared = [.. source.Columns.Select(column => column.Name)];
        foreach (SourceColumn column in source.Columns)
        {
            int times = columns.Count(found => found.Name == column.Name);
            if (times > 1)
            {
                throw new RefreshFailedException($"{file.Name} has {times} columns named {column.Name}.");
            }
            if (times == 0)
            {
                string? near = NearestName.Of(column.Name, columns.Select(found => found.Name).Except(declared));
                string instead = near is null ? "" : $"; it has {near} instead";
                throw new RefreshFailedException($"{file.Name} lacks the column {column.Name}{instead}.");
            }
        }
    }
}
