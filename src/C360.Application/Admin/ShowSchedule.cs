using C360.Application.Ports;
using C360.Domain.Refreshing;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Shows when the data is refreshed by the clock, and what came of the last time.</summary>
/// <remarks>Without REFRESH_CRON there is no schedule: enabled is false and everything else null or empty.</remarks>
public sealed record ShowSchedule : IRequest<ScheduleReport>;

/// <summary>When the data is refreshed by the clock.</summary>
/// <param name="Enabled">Whether REFRESH_CRON is set.</param>
/// <param name="Cron">REFRESH_CRON.</param>
/// <param name="TimeZone">REFRESH_TIMEZONE, in which it is read.</param>
/// <param name="NextRunAt">When it is due next (UTC).</param>
/// <param name="NextRuns">The next five times, the first included.</param>
/// <param name="LastRunAt">When it was last due since the start of this process; null before the first time.</param>
/// <param name="LastRunOutcome">What came of it.</param>
/// <param name="LastRefreshId">The refresh that it started or found running, to be followed at /admin/refreshes/{id}; null otherwise.</param>
public sealed record ScheduleReport(
    bool Enabled,
    string? Cron,
    string? TimeZone,
    DateTimeOffset? NextRunAt,
    IReadOnlyList<DateTimeOffset> NextRuns,
    DateTimeOffset? LastRunAt,
    ScheduledRunOutcome? LastRunOutcome,
    string? LastRefreshId
);

/// <summary>Reads the schedule.</summary>
/// <param name="schedule">The schedule.</param>
internal sealed class ShowScheduleHandler(IRefreshSchedule schedule) : IRequestHandler<ShowSchedule, ScheduleReport>
{
    private const int Shown = 5;

    /// <summary>Reads it.</summary>
    /// <param name="request">Nothing to say.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    public Task<ScheduleReport> Handle(ShowSchedule request, CancellationToken cancellationToken)
    {
        DateTimeOffset[] next = [.. schedule.NextRuns().Take(Shown)];
        bool enabled = schedule.Cron is not null;
        return Task.FromResult(
            new ScheduleReport(
                enabled,
                schedule.Cron,
                enabled ? schedule.TimeZone : null,
                next.Length > 0 ? next[0] : null,
                next,
                schedule.LastRun?.At,
                schedule.LastRun?.Outcome,
                schedule.LastRun?.RefreshId
            )
        );
    }
}
