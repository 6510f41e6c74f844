using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>
/// Begins a refresh when the service starts without a snapshot, or with one of another C360_DATA_PATH or C360_AS_OF than it has now; the service answers
/// probes meanwhile. While another process refreshes, it waits for that one's snapshot; a Spark cluster that starts beside the service is waited for, too.
/// </summary>
/// <param name="refreshes">Runs refreshes.</param>
/// <param name="snapshots">What is served.</param>
/// <param name="builder">Knows the settings.</param>
/// <param name="spark">Knows whether the cluster is there.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told for whom it waits.</param>
internal sealed class FirstRefresh(
    RefreshService refreshes,
    SnapshotStore snapshots,
    SnapshotBuilder builder,
    ISparkStatus spark,
    TimeProvider time,
    ILogger<FirstRefresh> logger
) : IHostedLifecycleService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>Begins the refresh, if one is due. Not before the service listens: one that cannot would begin a refresh only to cancel it.</summary>
    /// <param name="cancellationToken">The start is given up.</param>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = await TryAsync(cancellationToken) ? AgainWhenSparkIsThereAsync() : TryUntilServedAsync();
    }

    /// <summary>Tells the running refresh to stop. Before the requests are waited for: one that never ends would let it run on.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        refreshes.Stop();
        return Task.CompletedTask;
    }

    /// <summary>Waits until it has, so that it leaves nothing behind.</summary>
    /// <param name="cancellationToken">The stop takes too long.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await refreshes.DisposeAsync().AsTask().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Requests took all the time there was. What is left of the build is nobody's, and goes with the next.
        }
    }

    /// <summary>Too early.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Too early.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Too late.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool IsServed => snapshots.Current is { } current && builder.IsOfTheseSettings(current);

    /// <summary>False when another process refreshes.</summary>
    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        if (IsServed)
            return true;
        try
        {
            await refreshes.StartAsync(RefreshTrigger.Start, force: false, key: null, cancellationToken);
            return true;
        }
        catch (RefreshElsewhereException elsewhere)
        {
            logger.LogInformation("Waiting for the first snapshot. {Why}", elsewhere.Message);
            return false;
        }
    }

    /// <summary>The other process may fail, or die.</summary>
    private async Task TryUntilServedAsync()
    {
        try
        {
            do await Task.Delay(Wait, time, refreshes.Stopping);
            while (!await TryAsync(refreshes.Stopping));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>One that failed while no cluster was there is begun again when there is one. What fails with a cluster at hand is not tried again by itself.</summary>
    private async Task AgainWhenSparkIsThereAsync()
    {
        try
        {
            await refreshes.Running.WaitAsync(refreshes.Stopping);
            while (!IsServed && spark.Status == SparkStatus.Unavailable)
            {
                do await Task.Delay(Wait, time, refreshes.Stopping);
                while (spark.Status == SparkStatus.Unavailable || !await TryAsync(refreshes.Stopping));
                await refreshes.Running.WaitAsync(refreshes.Stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
