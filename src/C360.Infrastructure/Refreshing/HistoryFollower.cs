using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Hosting;

namespace C360.Infrastructure.Refreshing;

/// <summary>Learns of the refreshes and comparisons of other processes, and ends refreshes whose process has died.</summary>
/// <param name="history">What is known.</param>
/// <param name="snapshots">Whose inputs another process may have compared.</param>
/// <param name="locks">Whoever has it refreshes; when it is free, nobody does.</param>
/// <param name="time">The clock.</param>
internal sealed class HistoryFollower(RefreshHistory history, SnapshotStore snapshots, RefreshLock locks, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Looks until the service stops; at once, because a refresh that died with the last process is known from the first answer on.</summary>
    /// <param name="stoppingToken">The service stops.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        try
        {
            do await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        history.Reload();
        snapshots.FollowConfirmation();
        if (!history.HasActiveElsewhere)
            return;
        try
        {
            using HeldLock held = await locks.TakeAsync(refreshId: null, static () => { }, cancellationToken);
            history.EndTheDead(held);
        }
        catch (Exception exception) when (exception is RefreshElsewhereException or IOException or UnauthorizedAccessException)
        {
            // It lives; or the disk cannot be written, and then there is nothing to be told.
        }
    }
}
