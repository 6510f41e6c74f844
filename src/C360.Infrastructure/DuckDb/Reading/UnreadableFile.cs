using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Says what is wrong with a file that DuckDB could not read as a whole; its own words name full paths and SQL.</summary>
internal static class UnreadableFile
{
    /// <summary>The exception for the user, or the engine's own where no file is at fault.</summary>
    public static Exception Fault(ReadSource source, DuckDbException error)
    {
        if (error.Kind is DuckDbErrorKind.OutOfMemory)
        {
            return new RefreshFailedException(
                $"Reading {source.Source.Name} needs more than ENGINE_MEMORY and the disk of ENGINE_TEMP_PATH give.",
                error
            );
        }
        var files = source
            .Runs.SelectMany(run => run.Files.Select((file, place) => (File: file, run.Screened.ElementAtOrDefault(place)?.Path)))
            .ToArray();
        SourceFile? named = files
            .FirstOrDefault(read => error.Message.Contains(read.Path ?? read.File.Path, StringComparison.Ordinal))
            .File;
        if (named is null && error.Kind != DuckDbErrorKind.Other)
        {
            return error;
        }
        SourceFile? culprit = named ?? (files is [var only] ? only.File : null);
        string what = culprit switch
        {
            null => $"A file of {source.Source.Name} cannot be read",
            { IsParquet: true } => $"{culprit.Name} cannot be read as Parquet",
            _ => $"{culprit.Name} cannot be read as CSV",
        };
        return new RefreshFailedException(what + ".", error);
    }
}
