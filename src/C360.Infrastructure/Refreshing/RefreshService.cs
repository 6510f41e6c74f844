// Long because starting, running and remembering share one list under one lock; apart, each would need the other's doors.
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Runs refreshes in the background, one at a time, and remembers those of this process.</summary>
/// <param name="builder">Builds and publishes.</param>
/// <param name="snapshots">What is served now.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts them.</param>
/// <param name="logger">Told of each refresh's start and outcome.</param>
internal sealed class RefreshService(
    SnapshotBuilder builder,
    SnapshotStore snapshots,
    TimeProvider time,
    ServiceMetrics metrics,
    ILogger<RefreshService> logger
) : IRefreshRepository, IAsyncDisposable
{
    /// <summary>Queries that keep meeting a stale snapshot ask again no sooner, so that a failing refresh is not begun with every query.</summary>
    private static readonly TimeSpan StalePause = TimeSpan.FromMinutes(1);
    private const int Remembered = 1000;
    private readonly Lock _lock = new();
    private readonly List<Refresh> _refreshes = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>By the clock that nobody sets: after a correction of the time of day, an hour back, nothing would be asked for an hour.</summary>
    private long _askedBecauseStale = time.GetTimestamp() - (long)(StalePause.TotalSeconds * time.TimestampFrequency);

    /// <inheritdoc/>
    public Refresh? Latest
    {
        get
        {
            lock (_lock)
                return _refreshes.Count == 0 ? null : _refreshes[^1];
        }
    }

    /// <inheritdoc/>
    public Refresh? LatestEnded
    {
        get
        {
            lock (_lock)
                return _refreshes.FindLast(refresh => !refresh.IsActive);
        }
    }

    /// <summary>Completes when the refresh that runs now has ended, however it ends; at once when none runs.</summary>
    public Task Running
    {
        get
        {
            lock (_lock)
                return _running;
        }
    }

    /// <inheritdoc/>
    public Refresh? Find(string id)
    {
        lock (_lock)
            return _refreshes.Find(refresh => refresh.Id == id);
    }

    /// <inheritdoc/>
    public async Task<RefreshStart> StartAsync(RefreshTrigger trigger, bool force, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Latest is { IsActive: true } running)
                return new RefreshStart(RefreshStartOutcome.AlreadyRunning, running);
            Snapshot? compared = snapshots.Current;
            DateTimeOffset now = time.GetUtcNow();
            if (!force && compared is not null && await builder.IsUpToDateAsync(compared, cancellationToken))
            {
                snapshots.Confirm(compared.Version, now);
                return new RefreshStart(RefreshStartOutcome.UpToDate, null);
            }
            lock (_lock)
            {
                if (_refreshes is [.., { IsActive: true } other])
                    return new RefreshStart(RefreshStartOutcome.AlreadyRunning, other);
                // While this one compared, another refresh may have come and gone: what is served now may well be up to date.
                if (force || ReferenceEquals(snapshots.Current, compared))
                    return new RefreshStart(RefreshStartOutcome.Started, Begin(trigger));
            }
        }
    }

    /// <inheritdoc/>
    public void StartBecauseStale()
    {
        long asked = Interlocked.Read(ref _askedBecauseStale);
        long now = time.GetTimestamp();
        if (
            time.GetElapsedTime(asked, now) < StalePause
            || Interlocked.CompareExchange(ref _askedBecauseStale, now, asked) != asked
            || _stopping.IsCancellationRequested
        )
            return;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await StartAsync(RefreshTrigger.Stale, force: false, _stopping.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    logger.LogError(exception, "The sources could not be compared with the current snapshot");
                }
            },
            CancellationToken.None
        );
    }

    /// <summary>Stops the running refresh and waits for it; none begins any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Running;
    }

    /// <summary>Begins a refresh; the lock is held.</summary>
    /// <exception cref="OperationCanceledException">The service stops: nobody would wait for the refresh, and it would leave its folder.</exception>
    private Refresh Begin(RefreshTrigger trigger)
    {
        _stopping.Token.ThrowIfCancellationRequested();
        var refresh = new Refresh
        {
            Id = Guid.NewGuid().ToString("N")[..12],
            Status = RefreshStatus.Queued,
            Trigger = trigger,
            StartedAt = time.GetUtcNow(),
        };
        if (_refreshes.Count == Remembered)
            _refreshes.RemoveAt(0);
        _refreshes.Add(refresh);
        _running = Task.Run(() => RunAsync(refresh), CancellationToken.None);
        return refresh;
    }

    private async Task RunAsync(Refresh refresh)
    {
        using IDisposable? scope = logger.BeginScope(new Dictionary<string, object> { ["RefreshId"] = refresh.Id });
        logger.LogInformation("Refresh {RefreshId} started by {Trigger}", refresh.Id, SnakeCase.Of($"{refresh.Trigger}"));
        Change(refresh.Id, known => known with { Status = RefreshStatus.Running });
        Func<Refresh, Refresh> outcome = await OutcomeAsync(refresh.Id);
        Refresh ended = Change(refresh.Id, known => outcome(known) with { FinishedAt = time.GetUtcNow() }) ?? refresh;
        metrics.RefreshEnded(ended);
        logger.LogInformation(
            "Refresh {RefreshId} {Outcome} after {Seconds} s: data version {DataVersion}",
            ended.Id,
            SnakeCase.Of($"{ended.Status}"),
            Math.Round((ended.FinishedAt - ended.StartedAt)?.TotalSeconds ?? 0, 3),
            ended.DataVersion
        );
    }

    private async Task<Func<Refresh, Refresh>> OutcomeAsync(string id)
    {
        var progress = new ToldProgress(now =>
            Change(id, known => known with { Stage = now.Stage, Percent = Math.Max(known.Percent, now.Percent) })
        );
        try
        {
            Snapshot snapshot = await builder.BuildAsync(progress, _stopping.Token);
            return known => known with { Status = RefreshStatus.Succeeded, Percent = 100, DataVersion = snapshot.Version };
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return known => known with { Status = RefreshStatus.Cancelled };
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Refresh {RefreshId} failed", id);
            return known => known with { Status = RefreshStatus.Failed, Error = FailureWords.Of(exception, id) };
        }
    }

    /// <summary>Changes a refresh that has not ended: a late word of its progress must not bring it back to life.</summary>
    private Refresh? Change(string id, Func<Refresh, Refresh> change)
    {
        lock (_lock)
        {
            int at = _refreshes.FindIndex(known => known.Id == id && known.IsActive);
            return at < 0 ? null : _refreshes[at] = change(_refreshes[at]);
        }
    }
}
