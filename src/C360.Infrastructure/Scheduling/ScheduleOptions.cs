namespace C360.Infrastructure.Scheduling;

/// <summary>When the data is refreshed by the clock.</summary>
public sealed class ScheduleOptions
{
    /// <summary>Default of <see cref="RefreshTimezone"/>.</summary>
    public const string DefaultRefreshTimezone = "UTC";

    /// <summary>
    /// When the data is refreshed: minute, hour, day of the month, month and day of the week, as in 30 2 * * * or 0 6-18/2 * * MON-FRI. Default: never by
    /// the clock.
    /// </summary>
    [Cron]
    public string? RefreshCron { get; init; }

    /// <summary>The time zone that REFRESH_CRON is read in, by its IANA name, such as Europe/Berlin.</summary>
    [KnownTimeZone]
    public string RefreshTimezone { get; init; } = DefaultRefreshTimezone;
}
