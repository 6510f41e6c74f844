namespace C360.Domain.Snapshots;

/// <summary>How long a snapshot counts as fresh.</summary>
/// <param name="Limit">The setting CACHE_TTL_MINUTES; zero: nothing is ever fresh.</param>
public sealed record Freshness(TimeSpan Limit)
{
    /// <summary>Whether a snapshot is fresh at a moment.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="confirmedAt">When its inputs were last compared with what they are now and found the same; null when never.</param>
    /// <param name="now">The moment.</param>
    public bool IsFresh(Snapshot snapshot, DateTimeOffset? confirmedAt, DateTimeOffset now)
    {
        DateTimeOffset knownGood = confirmedAt is { } confirmed && confirmed > snapshot.BuiltAt ? confirmed : snapshot.BuiltAt;
        // Never means never, also when the clock was set back behind the build.
        return Limit > TimeSpan.Zero && now - knownGood < Limit;
    }
}
