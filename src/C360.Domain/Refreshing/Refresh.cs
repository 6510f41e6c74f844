namespace C360.Domain.Refreshing;

/// <summary>One run of the pipeline, as it stands now; each change makes a new value.</summary>
public sealed record Refresh
{
    /// <summary>Names the refresh in <c>/admin/refreshes/{id}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required RefreshStatus Status { get; init; }

    /// <summary>Who asked for it.</summary>
    public required RefreshTrigger Trigger { get; init; }

    /// <summary>When it was accepted (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC), or null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What it is doing, or was doing when it ended; null before it begins.</summary>
    public string? Stage { get; init; }

    /// <summary>0 to 100; never goes back.</summary>
    public double Percent { get; init; }

    /// <summary>What went wrong, in plain words; null unless it failed.</summary>
    public string? Error { get; init; }

    /// <summary>The snapshot it published; null unless it succeeded.</summary>
    public string? DataVersion { get; init; }

    /// <summary>Whether it is still to come to an end.</summary>
    public bool IsActive => Status is RefreshStatus.Queued or RefreshStatus.Running;
}
