using C360.Domain.Snapshots;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>The first step of a refresh: whether a build would make anything new.</summary>
/// <param name="builder">Compares the inputs of a snapshot with what they are now.</param>
/// <param name="snapshots">What is served.</param>
/// <param name="history">Knows what was published.</param>
/// <param name="prepare">What is done with a snapshot before it is served.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of what cannot be followed.</param>
internal sealed class InputComparison(
    SnapshotBuilder builder,
    SnapshotStore snapshots,
    RefreshHistory history,
    PrepareSnapshot prepare,
    TimeProvider time,
    ILogger<InputComparison> logger
)
{
    private readonly PrepareSnapshot _prepare = prepare.Within(PreparationLimit.Following, time);

    /// <summary>Whether a build would only make again what there is; the snapshot that is served then counts as confirmed, if it is the one.</summary>
    /// <remarks>
    /// When what is served is not what the file <c>current</c> names, a snapshot is damaged or that file is: a build makes them one again, and does it
    /// under the lock, so that it undoes nothing that another process has published.
    /// </remarks>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public async Task<bool> IsUpToDateAsync(CancellationToken cancellationToken)
    {
        if (snapshots.Current is not { } served || served.Version != snapshots.Named)
            return false;
        DateTimeOffset now = time.GetUtcNow();
        if (await builder.IsUpToDateAsync(served, cancellationToken))
        {
            snapshots.Confirm(served.Version, now);
            return true;
        }
        return PutAside(served) is { } newer
            && await builder.IsUpToDateAsync(newer, cancellationToken)
            && await snapshots.IsGoodAsync(newer.Version, cancellationToken);
    }

    /// <summary>Another process may have published a moment ago. What it names and cannot be served is damaged: a build is what mends that.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What comes while one is prepared is followed too.
            while (snapshots.Ahead is not null)
                await snapshots.FollowAsync(_prepare, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogDebug(exception, "What the file current names cannot be served");
        }
    }

    /// <summary>
    /// A newer snapshot that an admin has put aside for the one that is served: as long as it would come of a build again, and could be served, none is
    /// due.
    /// </summary>
    private Snapshot? PutAside(Snapshot served) =>
        history.LatestPublished is { } version && version != served.Version ? snapshots.Find(version) : null;
}
