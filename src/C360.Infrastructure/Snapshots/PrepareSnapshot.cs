namespace C360.Infrastructure.Snapshots;

/// <summary>
/// What is done with a snapshot that has been found good, right before it becomes current: its first answers are computed, and whoever built it makes
/// sure that he still may publish. When it throws, the snapshot does not become current.
/// </summary>
/// <param name="lease">The snapshot; let go of by the caller.</param>
/// <param name="cancellationToken">The switch is given up.</param>
internal delegate Task PrepareSnapshot(SnapshotLease lease, CancellationToken cancellationToken);
