namespace C360.Domain.Refreshing;

/// <summary>Who asked for a refresh.</summary>
public enum RefreshTrigger
{
    /// <summary>The service started without a snapshot, or with one of other data or of another as_of.</summary>
    Start,

    /// <summary><c>POST /admin/refresh-data</c>.</summary>
    Admin,

    /// <summary>A query met a snapshot that is not fresh (REFRESH_WHEN_STALE).</summary>
    Stale,

    /// <summary>The schedule (REFRESH_CRON).</summary>
    Schedule,

    /// <summary><c>c360 refresh</c>.</summary>
    CommandLine,
}
