namespace C360.Application.Ports;

/// <summary>Where snapshots are kept, for whoever must look before the first use of the folder makes it.</summary>
/// <param name="Path">SNAPSHOT_PATH, as it was set.</param>
public sealed record SnapshotPlace(string Path);
