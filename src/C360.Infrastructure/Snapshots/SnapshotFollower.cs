using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Snapshots;

/// <summary>
/// Serves what another process has made the current snapshot, and shows the other processes that this one lives. Costs one look at a small file a second.
/// </summary>
/// <param name="store">Serves.</param>
/// <param name="prepare">What is done with a snapshot before it is served.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told what was followed, and what could not be.</param>
internal sealed class SnapshotFollower(SnapshotStore store, PrepareSnapshot prepare, TimeProvider time, ILogger<SnapshotFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromSeconds(5);

    /// <summary>What could not be served may be whole again later: it may have been copied in the meantime.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(30);

    private readonly PrepareSnapshot _prepare = prepare.Within(PreparationLimit.Following, time);
    private string? _refused;
    private long _refusedAt;
    private bool _marked = true;

    /// <summary>Looks until the service stops.</summary>
    /// <param name="stoppingToken">The service stops.</param>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Apart, because a switch may take a while, and who gives no sign of life counts as dead.
        Task.WhenAll(
            EachAsync(BetweenLooks, () => LookAsync(stoppingToken), stoppingToken),
            EachAsync(BetweenMarks, MarkAsync, stoppingToken)
        );

    private async Task EachAsync(TimeSpan pause, Func<Task> act, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await act();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        if (store.Ahead is not { } version || (version == _refused && time.GetElapsedTime(_refusedAt) < BetweenTries))
            return;
        try
        {
            await store.FollowAsync(_prepare, stop);
            _refused = null;
            logger.LogInformation("Snapshot {Version}, current by another process, is served", store.Current?.Version);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            logger.Log(
                version == _refused ? LogLevel.Debug : LogLevel.Warning,
                exception,
                "Snapshot {Version}, which the file current names, cannot be served; {Current} keeps serving",
                version,
                store.Current?.Version ?? "none"
            );
            (_refused, _refusedAt) = (version, time.GetTimestamp());
        }
    }

    private Task MarkAsync()
    {
        bool marked = true;
        try
        {
            store.Mark();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            marked = false;
            if (_marked)
                logger.LogWarning(exception, "SNAPSHOT_PATH cannot be written to; the current snapshot keeps serving");
        }
        _marked = marked;
        return Task.CompletedTask;
    }
}
