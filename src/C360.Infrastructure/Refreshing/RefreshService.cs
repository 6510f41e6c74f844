// Long because who may start one, what becomes of it and who may stop it is decided over one run under one lock.
using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Runs refreshes in the background, one at a time among all processes on SNAPSHOT_PATH.</summary>
/// <param name="inputs">Knows whether a build would make anything new.</param>
/// <param name="snapshots">What is served now.</param>
/// <param name="locks">Keeps the processes apart.</param>
/// <param name="history">Remembers.</param>
/// <param name="time">The clock.</param>
/// <param name="job">Runs one.</param>
/// <param name="logger">Told when the sources of stale data cannot be compared.</param>
internal sealed class RefreshService(
    InputComparison inputs,
    SnapshotStore snapshots,
    RefreshLock locks,
    RefreshHistory history,
    TimeProvider time,
    RefreshJob job,
    ILogger<RefreshService> logger
) : IRefreshRepository, IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private volatile RefreshRun? _run;

    /// <summary>Queries that keep meeting a stale snapshot ask again no sooner, so that a failing refresh is not begun with every query.</summary>
    private readonly Pause _betweenStale = new(TimeSpan.FromMinutes(1), time);

    /// <summary>Cancelled when the service stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc/>
    public Refresh? Latest => history.Latest;

    /// <inheritdoc/>
    public Refresh? LatestEnded => history.LatestEnded;

    /// <summary>Completes when the refresh that runs now has ended, however it ends; at once when none runs.</summary>
    public Task Running => _run?.Ended ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Refresh? Find(string id)
    {
        history.Reload();
        return history.Find(id);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Refresh> List(int limit)
    {
        history.Reload();
        return history.LatestFirst(limit);
    }

    /// <inheritdoc/>
    public async Task<RefreshStart> StartAsync(RefreshTrigger trigger, bool force, string? key, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        // Whoever asks while another compares waits for the comparison, and finds its refresh.
        await _starting.WaitAsync(stop.Token);
        try
        {
            while (true)
                if ((Known(force, key) ?? await TryStartAsync(trigger, force, key, stop.Token)) is { } start)
                    return start;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <inheritdoc/>
    public Refresh? Cancel(string id)
    {
        Refresh? found = Find(id);
        if (found is not { IsActive: true } active)
            return found;
        if (_run is not { } run || run.Id != id)
            throw new RefreshElsewhereException(active.Owner, id);
        run.Cancel();
        return active;
    }

    /// <inheritdoc/>
    public void StartBecauseStale()
    {
        if (_stopping.IsCancellationRequested || !_betweenStale.IsOver())
            return;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await StartAsync(RefreshTrigger.Stale, force: false, key: null, _stopping.Token);
                }
                catch (RefreshElsewhereException elsewhere)
                {
                    logger.LogInformation("The data is stale. {Why}", elsewhere.Message);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    logger.LogError(exception, "The sources could not be compared with the current snapshot");
                }
            },
            CancellationToken.None
        );
    }

    /// <summary>Stops the running refresh; none begins any more.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Stops the running refresh and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _starting.WaitAsync();
        _starting.Release();
        await Running;
    }

    /// <summary>The refresh that the key names, or that runs here; null when there is neither.</summary>
    private RefreshStart? Known(bool force, string? key)
    {
        history.Reload();
        if (key is not null && history.Named(key) is { } named)
            return named.Key.Force == force
                ? new RefreshStart(
                    named.Key.Started ? RefreshStartOutcome.StartedBefore : RefreshStartOutcome.AlreadyRunning,
                    named.Refresh
                )
                : throw new IdempotencyKeyReusedException();
        if (_run is not { } run || history.Find(run.Id) is not { IsActive: true } running)
            return null;
        if (key is not null && running.Keys.Count == Refresh.MostKeys)
            throw new ConflictException($"Refresh {running.Id} has been joined with {Refresh.MostKeys} keys; follow it by its id");
        if (key is not null)
        {
            var joined = new IdempotencyKey(key, force, time.GetUtcNow(), Started: false);
            running = history.Change(run.Id, refresh => refresh.Named(joined), told: true) ?? running;
        }
        return new RefreshStart(RefreshStartOutcome.AlreadyRunning, running);
    }

    /// <summary>Starts a refresh when one is due; null when another process has changed something meanwhile, so that everything is to be asked again.</summary>
    private async Task<RefreshStart?> TryStartAsync(RefreshTrigger trigger, bool force, string? key, CancellationToken cancellationToken)
    {
        await inputs.FollowAsync(cancellationToken);
        string? ahead = snapshots.Ahead;
        if (!force && await inputs.IsUpToDateAsync(cancellationToken))
            return new RefreshStart(RefreshStartOutcome.UpToDate, null);
        string id = Guid.NewGuid().ToString("N")[..12];
        HeldLock? held = null;
        Exception? fault = null;
        try
        {
            // First the builds that nobody works on any more: on a disk that they fill there is not even room for a name.
            held = await locks.TakeAsync(id, snapshots.RemoveBuilds, cancellationToken);
            history.EndTheDead(held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A disk that is full or cannot be written: the refresh fails, and says why, as it would a moment later.
            fault = exception;
        }
        if (fault is null && (snapshots.Ahead != ahead || (key is not null && history.Named(key) is not null)))
        {
            held!.Dispose();
            return null;
        }
        DateTimeOffset started = time.GetUtcNow();
        var refresh = new Refresh
        {
            Id = id,
            Status = RefreshStatus.Queued,
            Trigger = trigger,
            Force = force,
            Owner = new RefreshOwner(Environment.MachineName, Environment.ProcessId),
            Keys = key is null ? [] : [new IdempotencyKey(key, force, started, Started: true)],
            StartedAt = started,
        };
        return new RefreshStart(RefreshStartOutcome.Started, Begin(refresh, held, fault));
    }

    private Refresh Begin(Refresh refresh, HeldLock? held, Exception? fault)
    {
        history.Add(refresh);
        var run = new RefreshRun(refresh.Id, _stopping.Token);
        _run = run;
        run.Begin(() => job.RunAsync(refresh, held, fault, run.Stop));
        return refresh;
    }
}
