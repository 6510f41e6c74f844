using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Refreshing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Scheduling;

/// <summary>Asks for a refresh whenever REFRESH_CRON is due. What was missed, in sleep or during a long refresh, is made up for once, never more often.</summary>
/// <param name="options">When.</param>
/// <param name="refreshes">Runs refreshes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of each run.</param>
internal sealed class RefreshSchedule(
    ScheduleOptions options,
    IRefreshRepository refreshes,
    TimeProvider time,
    ILogger<RefreshSchedule> logger
) : IRefreshSchedule, IHostedService, IDisposable
{
    /// <summary>The clock is looked at this often: it may be set, and timers stand still while a machine sleeps.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>A clock that is put back by more than this was wrong before: what has run by it does not count.</summary>
    private static readonly TimeSpan Correction = TimeSpan.FromDays(1);

    private readonly CronSchedule? _schedule = options.RefreshCron is { } cron
        ? CronSchedule.TryParse(cron, TimeZoneInfo.FindSystemTimeZoneById(options.RefreshTimezone))
        : null;

    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;
    private volatile ScheduledRun? _lastRun;

    /// <inheritdoc/>
    public string? Cron => options.RefreshCron;

    /// <inheritdoc/>
    public string TimeZone => options.RefreshTimezone;

    /// <inheritdoc/>
    public ScheduledRun? LastRun => _lastRun;

    /// <inheritdoc/>
    public IEnumerable<DateTimeOffset> NextRuns()
    {
        for (DateTimeOffset? next = NextAfter(time.GetUtcNow()); next is { } due; next = _schedule!.NextAfter(due))
            yield return due;
    }

    /// <summary>Begins to keep the schedule, if there is one.</summary>
    /// <param name="cancellationToken">Not needed: it returns at once.</param>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_schedule is not null)
            _keeping = KeepAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    /// <summary>Asks for nothing any more.</summary>
    /// <param name="cancellationToken">The stop takes too long.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _keeping.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks for nothing any more; a host may stop it once again after this, so that the signal has to last.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task KeepAsync(CancellationToken stopping)
    {
        DateTimeOffset looked = time.GetUtcNow();
        DateTimeOffset? due = NextAfter(looked);
        logger.LogInformation("REFRESH_CRON={Cron} in {TimeZone}: the next refresh is due at {Due:u}", Cron, TimeZone, due);
        while (!stopping.IsCancellationRequested)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (now >= due)
                _lastRun = await RunAsync(now, stopping);
            // Each time from now: also after the clock was put back, and not from one missed moment to the next.
            if (now >= due || now < looked)
                due = NextAfter(time.GetUtcNow());
            looked = now;
            TimeSpan wait = due - time.GetUtcNow() is { } left && left < Look ? left : Look;
            // A timer may be early by less than it can tell.
            await Task.Delay(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), time, stopping);
        }
    }

    /// <summary>The next moment that is due; none comes twice when the clock is put back a little.</summary>
    private DateTimeOffset? NextAfter(DateTimeOffset now) =>
        _schedule?.NextAfter(_lastRun is { At: var ran } && ran > now && ran - now <= Correction ? ran : now);

    private async Task<ScheduledRun?> RunAsync(DateTimeOffset now, CancellationToken stopping)
    {
        try
        {
            (RefreshStartOutcome outcome, Refresh? refresh) = await refreshes.StartAsync(
                RefreshTrigger.Schedule,
                force: false,
                key: null,
                stopping
            );
            logger.LogInformation("Refresh by REFRESH_CRON: {Outcome}, refresh {RefreshId}", SnakeCase.Of($"{outcome}"), refresh?.Id);
            return new ScheduledRun(
                now,
                outcome switch
                {
                    RefreshStartOutcome.Started => ScheduledRunOutcome.Started,
                    RefreshStartOutcome.AlreadyRunning => ScheduledRunOutcome.AlreadyRunning,
                    _ => ScheduledRunOutcome.UpToDate,
                },
                refresh?.Id
            );
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return _lastRun;
        }
        catch (RefreshElsewhereException exception)
        {
            logger.LogInformation("Refresh by REFRESH_CRON: {Reason}", exception.Message);
            return new ScheduledRun(now, ScheduledRunOutcome.Elsewhere, RefreshId: null);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Refresh by REFRESH_CRON could not begin");
            return new ScheduledRun(now, ScheduledRunOutcome.Failed, RefreshId: null);
        }
    }
}
