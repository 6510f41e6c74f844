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

    /// <summary>Whether it was to build even when nothing had changed.</summary>
    public bool Force { get; init; }

    /// <summary>Which process runs it.</summary>
    public required RefreshOwner Owner { get; init; }

    /// <summary>The idempotency keys of the requests that started or joined it; the repetition of any of them gives this refresh.</summary>
    public IReadOnlyList<IdempotencyKey> Keys { get; init; } = [];

    /// <summary>When it was accepted (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC), or null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What it is doing, or was doing when it ended; null before it begins.</summary>
    public string? Stage { get; init; }

    /// <summary>The place of the stage among all, from 1; null until the stages are known.</summary>
    public int? StageNumber { get; init; }

    /// <summary>How many stages there are; null until they are known.</summary>
    public int? StageCount { get; init; }

    /// <summary>0 to 100; never goes back.</summary>
    public double Percent { get; init; }

    /// <summary>The sources that have been read so far.</summary>
    public IReadOnlyList<SourceRows> Sources { get; init; } = [];

    /// <summary>The models that have been run so far.</summary>
    public IReadOnlyList<ModelTime> Models { get; init; } = [];

    /// <summary>What went wrong, in plain words; null unless it failed.</summary>
    public string? Error { get; init; }

    /// <summary>The snapshot it published; null unless it succeeded.</summary>
    public string? DataVersion { get; init; }

    /// <summary>Whether it is still to come to an end.</summary>
    public bool IsActive => Status is RefreshStatus.Queued or RefreshStatus.Running;

    /// <summary>
    /// Whether it failed, and the fault may still be there: a later comparison that found the sources as they were built shows that it is gone.
    /// </summary>
    /// <param name="confirmedAt">When the sources of the current snapshot were last found unchanged, or null.</param>
    public bool IsUnhealed(DateTimeOffset? confirmedAt) =>
        Status == RefreshStatus.Failed && (confirmedAt is not { } confirmed || confirmed <= FinishedAt);

    /// <summary>A refresh is joined by a few clients; the limit is there for one that makes up a key a second.</summary>
    public const int MostKeys = 100;

    /// <summary>The same refresh with one more name.</summary>
    /// <param name="key">The name.</param>
    public Refresh Named(IdempotencyKey key) => this with { Keys = [.. Keys, key] };
}
