using C360.Domain.Refreshing;
using C360.Infrastructure.DuckDb;

namespace C360.Infrastructure.Refreshing;

/// <summary>Says in plain words why a refresh failed, naming what can be mended; paths and the engine's own words are for the log.</summary>
internal static class FailureWords
{
    /// <summary>ENOSPC of Linux and macOS, and ERROR_DISK_FULL of Windows as an HRESULT.</summary>
    private static readonly int[] DiskFull = [28, unchecked((int)0x80070070)];

    /// <summary>The words for a failure.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="refreshId">Under which the log tells more.</param>
    public static string Of(Exception exception, string refreshId) =>
        exception switch
        {
            RefreshFailedException => exception.Message,
            _ when IsDiskFull(exception) => "The disk of SNAPSHOT_PATH or ENGINE_TEMP_PATH is full",
            UnauthorizedAccessException =>
                $"The service may not read or write a file below C360_DATA_PATH, PIPELINE_PATH, SNAPSHOT_PATH or ENGINE_TEMP_PATH; its log names it under {refreshId}",
            IOException or DuckDbException { Kind: DuckDbErrorKind.Io } =>
                $"A file below C360_DATA_PATH, PIPELINE_PATH, SNAPSHOT_PATH or ENGINE_TEMP_PATH cannot be read or written; the service's log names it under {refreshId}",
            DuckDbException { Kind: DuckDbErrorKind.OutOfMemory } =>
                "The refresh needs more than ENGINE_MEMORY and the disk of ENGINE_TEMP_PATH give",
            _ => $"Unexpected error; the service's log tells more under {refreshId}",
        };

    private static bool IsDiskFull(Exception exception) =>
        exception is IOException && DiskFull.Contains(exception.HResult)
        || exception is DuckDbException { Kind: DuckDbErrorKind.Io }
            && exception.Message.Contains("No space left", StringComparison.Ordinal);
}
