using C360.Application.Ports;
using C360.Domain.Snapshots;

namespace C360.Application.Behaviors;

/// <summary>Judges how old the data is.</summary>
/// <param name="options">What fresh means.</param>
/// <param name="snapshots">Knows when the current snapshot was last compared with its inputs.</param>
/// <param name="time">The clock.</param>
public sealed class DataAge(CacheOptions options, ISnapshotRepository snapshots, TimeProvider time)
{
    private readonly Freshness _freshness = new(TimeSpan.FromMinutes(options.CacheTtlMinutes));

    /// <summary>Whether a snapshot is not fresh any more.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public bool IsStale(Snapshot snapshot) =>
        !_freshness.IsFresh(snapshot, snapshot.Version == snapshots.Current?.Version ? snapshots.ConfirmedAt : null, time.GetUtcNow());
}
