namespace C360.Application.Ports;

/// <summary>What became of a request for a refresh.</summary>
public enum RefreshStartOutcome
{
    /// <summary>A refresh was started.</summary>
    Started,

    /// <summary>One was running already.</summary>
    AlreadyRunning,

    /// <summary>The inputs are those of the current snapshot.</summary>
    UpToDate,

    /// <summary>The idempotency key names a refresh that its first request started.</summary>
    StartedBefore,
}
