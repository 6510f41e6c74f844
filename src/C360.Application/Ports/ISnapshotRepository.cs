using C360.Domain.Snapshots;

namespace C360.Application.Ports;

/// <summary>The snapshots that the service has; reads memory only.</summary>
public interface ISnapshotRepository
{
    /// <summary>The snapshot that new questions are answered from, or null when there is none yet.</summary>
    Snapshot? Current { get; }

    /// <summary>The snapshot that this process answered from before the current one, or null when there was none: it may be newer.</summary>
    Snapshot? Previous { get; }

    /// <summary>When the current snapshot's inputs were last found unchanged, or null when they were not compared since it was built.</summary>
    DateTimeOffset? ConfirmedAt { get; }
}
