using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Says what is wrong with a file that DuckDB could not read as a whole; its own words name full paths and SQL.</summary>
internal static class UnreadableFile
{
    /// <summary>The exception for the user, or the engine's own where no file is at fault.</summary>
    /// <param name="source">The source that was read.</param>
    /// <param name="runs">Those of its files that may be at fault.</param>
    /// <param name="error">What DuckDB said.</param>
    /// <param name="connection">Where files are read again that it does not name.</param>
    /// <param name="cancellationToken">Stops that.</param>
    public static Exception Fault(
        Source source,
        IReadOnlyList<FileRun> runs,
        DuckDbException error,
        DuckDbConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (error.Kind is DuckDbErrorKind.OutOfMemory)
        {
            return new RefreshFailedException(
                $"Reading {source.Name} needs more than ENGINE_MEMORY and the disk of ENGINE_TEMP_PATH give.",
                error
            );
        }
        SourceFile[] files = [.. runs.SelectMany(run => run.Files)];
        SourceFile? culprit =
            Named(runs, error)
            ?? error.Kind switch
            {
                DuckDbErrorKind.Other when files is [var only] => only,
                // A read that failed may be the fault of a file, or of a disk.
                DuckDbErrorKind.Other or DuckDbErrorKind.Io => UnreadableParquet(source, files, connection, cancellationToken),
                _ => null,
            };
        if (culprit is null && error.Kind != DuckDbErrorKind.Other)
        {
            return error;
        }
        string what = culprit switch
        {
            null => $"A file of {source.Name} cannot be read",
            { IsParquet: true } when error.Message.Contains("is not valid UTF8", StringComparison.Ordinal) =>
                $"{culprit.Name} has a text that is not UTF-8",
            { IsParquet: true } => $"{culprit.Name} cannot be read as Parquet",
            _ => $"{culprit.Name} cannot be read as CSV",
        };
        return new RefreshFailedException(what + ".", error);
    }

    // DuckDB knows a file of CSV that was not in order by its copy.
    private static SourceFile? Named(IReadOnlyList<FileRun> runs, DuckDbException error) =>
        runs.SelectMany(run => run.Files.Select((file, place) => (File: file, run.Screened.ElementAtOrDefault(place)?.Path)))
            .Where(read => error.Message.Contains(read.Path ?? read.File.Path, StringComparison.Ordinal))
            // x.csv is also the beginning of x.csv.gz.
            .OrderByDescending(read => read.File.Path.Length)
            .FirstOrDefault()
            .File;

    // Some words of DuckDB name no file: all that may have been read is read again, of one file after the other.
    private static SourceFile? UnreadableParquet(
        Source source,
        SourceFile[] files,
        DuckDbConnection connection,
        CancellationToken cancellationToken
    )
    {
        string values = string.Join(", ", source.Columns.Select(column => $"bit_xor(hash({column.Name}))"));
        foreach (SourceFile file in files.Where(file => file.IsParquet))
        {
            try
            {
                connection.Execute($"SELECT {values} FROM {FileRun.ParquetScan([file])}", cancellationToken);
            }
            catch (DuckDbException error)
            {
                // An engine that is broken reads nothing any more.
                return error.Kind == DuckDbErrorKind.Fatal ? null : file;
            }
        }
        return null;
    }
}
