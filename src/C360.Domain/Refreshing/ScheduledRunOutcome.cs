namespace C360.Domain.Refreshing;

/// <summary>What came of a moment at which the schedule was due.</summary>
public enum ScheduledRunOutcome
{
    /// <summary>A refresh began.</summary>
    Started,

    /// <summary>One was running already.</summary>
    AlreadyRunning,

    /// <summary>Nothing was to do: sources, models and as_of are what the current snapshot was built from.</summary>
    UpToDate,

    /// <summary>Another process is refreshing.</summary>
    Elsewhere,

    /// <summary>No refresh could begin; the log says why.</summary>
    Failed,
}
