using C360.Domain.Snapshots;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>The first step of a refresh: whether a build would make anything new.</summary>
/// <param name="builder">Compares the inputs of a snapshot with what they are now.</param>
/// <param name="snapshots">What is served.</param>
/// <param name="history">Knows what was published.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of what cannot be followed.</param>
internal sealed class InputComparison(
    SnapshotBuilder builder,
    SnapshotStore snapshots,
    RefreshHistory history,
    TimeProvider time,
    ILogger<InputComparison> logger
)
{
    /// <summary>Whether a build would only make again what there is; the snapshot that is served then counts as confirmed, if it is the one.</summary>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public async Task<bool> IsUpToDateAsync(CancellationToken cancellationToken)
    {
        Snapshot? served = snapshots.Current;
        DateTimeOffset now = time.GetUtcNow();
        if (served is not null && await builder.IsUpToDateAsync(served, cancellationToken))
        {
            snapshots.Confirm(served.Version, now);
            return true;
        }
        return PutAside(served) is { } newer && await builder.IsUpToDateAsync(newer, cancellationToken);
    }

    /// <summary>Another process may have published a moment ago. What it names and cannot be served is damaged: a build is what mends that.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await snapshots.FollowAsync(static (_, _) => Task.CompletedTask, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogDebug(exception, "What the file current names cannot be served");
        }
    }

    /// <summary>
    /// A newer snapshot that an admin has put aside for the one that is served: as long as it would come of a build again, none is due. One that is
    /// still current and not served is damaged.
    /// </summary>
    private Snapshot? PutAside(Snapshot? served) =>
        snapshots.Ahead is null && history.LatestPublished is { } version && version != served?.Version ? snapshots.Find(version) : null;
}
