using C360.Domain.Refreshing;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Hosting;

namespace C360.Infrastructure.Refreshing;

/// <summary>
/// Begins a refresh when the service starts without a snapshot, or with one of another C360_DATA_PATH or C360_AS_OF than it has now; the service answers
/// probes meanwhile.
/// </summary>
/// <param name="refreshes">Runs refreshes.</param>
/// <param name="snapshots">What is served.</param>
/// <param name="builder">Knows the settings.</param>
internal sealed class FirstRefresh(RefreshService refreshes, SnapshotStore snapshots, SnapshotBuilder builder) : IHostedLifecycleService
{
    /// <summary>Begins the refresh, if one is due. Not before the service listens: one that cannot would begin a refresh only to cancel it.</summary>
    /// <param name="cancellationToken">The start is given up.</param>
    public Task StartedAsync(CancellationToken cancellationToken) =>
        snapshots.Current is { } current && builder.IsOfTheseSettings(current)
            ? Task.CompletedTask
            : refreshes.StartAsync(RefreshTrigger.Start, force: false, cancellationToken);

    /// <summary>Stops the running refresh, so that it leaves nothing behind.</summary>
    /// <param name="cancellationToken">The stop takes too long.</param>
    public Task StopAsync(CancellationToken cancellationToken) => refreshes.DisposeAsync().AsTask().WaitAsync(cancellationToken);

    /// <summary>Too early.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Too early.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Too early: requests are still answered.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Too late.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
