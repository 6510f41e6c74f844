namespace C360.Domain.Refreshing;

/// <summary>Where a refresh stands.</summary>
public enum RefreshStatus
{
    /// <summary>Accepted, not begun.</summary>
    Queued,

    /// <summary>Reading, building or publishing.</summary>
    Running,

    /// <summary>Its snapshot is published.</summary>
    Succeeded,

    /// <summary>It ended with an error; the last good snapshot keeps serving.</summary>
    Failed,

    /// <summary>It was stopped; the last good snapshot keeps serving.</summary>
    Cancelled,
}
