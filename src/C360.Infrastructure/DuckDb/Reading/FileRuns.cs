using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
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
            FileColumn[] columns = file.IsParquet
                ? ParquetColumns(file, located.Source, connection, cancellationToken)
                : CsvColumns(file, cancellationToken);
            NeededColumns.Check(file, [.. columns.Select(column => column.Name)], located.Source);
            if (runs is [.., var last] && last.IsParquet == file.IsParquet && last.Columns.SequenceEqual(columns) && last.CanGrow)
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

    private static FileColumn[] CsvColumns(SourceFile file, CancellationToken cancellationToken)
    {
        using CsvRows rows = CsvRows.Open(file, cancellationToken);
        return [.. rows.Header.Select(name => new FileColumn(name, FileColumn.Text))];
    }

    private static FileColumn[] ParquetColumns(
        SourceFile file,
        Source source,
        DuckDbConnection connection,
        CancellationToken cancellationToken
    )
    {
        try
        {
            string[] names = [.. ParquetNames(file, connection, cancellationToken)];
            var columns = new List<FileColumn>();
            using DuckDbReader reader = connection.Query(
                $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({SqlText.Pattern(file.Path)}, hive_partitioning = false))",
                cancellationToken
            );
            while (reader.Read())
            {
                string name = names[columns.Count];
                // In the columns that are read, bytes are text.
                bool isText = reader.String(1) == FileColumn.Bytes && source.Columns.Any(column => column.Name == name);
                columns.Add(new FileColumn(name, isText ? FileColumn.Text : reader.String(1)) { ScanName = reader.String(0) });
            }
            return [.. columns];
        }
        catch (DuckDbException error)
        {
            throw new RefreshFailedException($"{file.Name} cannot be read as Parquet.", error);
        }
    }

    // As the file spells them. The schema is a tree, each column followed by what is nested in it; the first is the root.
    private static IEnumerable<string> ParquetNames(SourceFile file, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        using DuckDbReader reader = connection.Query(
            $"SELECT name, coalesce(num_children, 0) FROM parquet_schema({SqlText.Pattern(file.Path)})",
            cancellationToken
        );
        reader.Read();
        long nested = 0;
        while (reader.Read())
        {
            if (nested == 0)
            {
                yield return reader.String(0);
            }
            else
            {
                nested--;
            }
            nested += reader.Int64(1);
        }
    }
}
