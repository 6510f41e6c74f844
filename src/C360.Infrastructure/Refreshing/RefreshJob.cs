using C360.Application.Behaviors;
using C360.Application.Queries;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Runs refreshes to their end and keeps what comes of them.</summary>
/// <param name="builder">Builds and publishes.</param>
/// <param name="history">Remembers.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts them.</param>
/// <param name="logger">Told of each one's start and outcome.</param>
internal sealed class RefreshJob(
    SnapshotBuilder builder,
    RefreshHistory history,
    TimeProvider time,
    ServiceMetrics metrics,
    ILogger<RefreshJob> logger
)
{
    /// <summary>Runs it.</summary>
    /// <param name="refresh">The refresh.</param>
    /// <param name="held">The lock, which goes with its end; null when it could not be had.</param>
    /// <param name="fault">Why not.</param>
    /// <param name="stop">Stops it.</param>
    public async Task RunAsync(Refresh refresh, HeldLock? held, Exception? fault, CancellationToken stop)
    {
        using IDisposable? scope = logger.BeginScope(new Dictionary<string, object> { ["RefreshId"] = refresh.Id });
        logger.LogInformation("Refresh {RefreshId} started by {Trigger}", refresh.Id, SnakeCase.Of($"{refresh.Trigger}"));
        history.Change(refresh.Id, known => known with { Status = RefreshStatus.Running }, told: true);
        Func<Refresh, Refresh> outcome = held is null ? Failed(refresh.Id, fault!) : await OutcomeAsync(refresh.Id, held, stop);
        Refresh ended = refresh;
        void End() =>
            ended = history.Change(refresh.Id, known => outcome(known) with { FinishedAt = time.GetUtcNow() }, told: true) ?? refresh;
        if (held is null)
            End();
        else
            using (held)
                // Told before the lock is free: whoever takes it next would find a refresh whose process seems to have died.
                held.Release(End);
        metrics.RefreshEnded(ended);
        logger.LogInformation(
            "Refresh {RefreshId} {Outcome} after {Seconds} s: data version {DataVersion}",
            ended.Id,
            SnakeCase.Of($"{ended.Status}"),
            Math.Round((ended.FinishedAt - ended.StartedAt)?.TotalSeconds ?? 0, 3),
            ended.DataVersion
        );
    }

    private async Task<Func<Refresh, Refresh>> OutcomeAsync(string id, HeldLock held, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        // So that whoever asks another process sees it come on.
        var betweenWords = new Pause(TimeSpan.FromSeconds(2), time);
        var stages = new StageLog(change => history.Change(id, change, told: betweenWords.IsOver(), durably: false), time, logger);
        try
        {
            Snapshot snapshot = await builder.BuildAsync(stages, held, either.Token);
            return known => known with { Status = RefreshStatus.Succeeded, Percent = 100, DataVersion = snapshot.Version };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return known => known with { Status = RefreshStatus.Cancelled };
        }
        catch (OperationCanceledException) when (held.Fault is not null)
        {
            return Failed(id, held.Fault!);
        }
        catch (Exception exception)
        {
            return Failed(id, exception);
        }
    }

    private Func<Refresh, Refresh> Failed(string id, Exception exception)
    {
        logger.LogError(exception, "Refresh {RefreshId} failed", id);
        return known => known with { Status = RefreshStatus.Failed, Error = FailureWords.Of(exception, id) };
    }
}
