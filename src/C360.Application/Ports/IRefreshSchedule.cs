using C360.Domain.Refreshing;

namespace C360.Application.Ports;

/// <summary>When the data is refreshed by the clock.</summary>
public interface IRefreshSchedule
{
    /// <summary>The setting REFRESH_CRON, or null when there is no schedule.</summary>
    string? Cron { get; }

    /// <summary>The setting REFRESH_TIMEZONE.</summary>
    string TimeZone { get; }

    /// <summary>What came of the last moment that was due since the start of this process; null before the first.</summary>
    ScheduledRun? LastRun { get; }

    /// <summary>The moments that are due from now on (UTC), without end; none without a schedule.</summary>
    IEnumerable<DateTimeOffset> NextRuns();
}
