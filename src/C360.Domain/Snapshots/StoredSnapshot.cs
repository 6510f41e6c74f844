namespace C360.Domain.Snapshots;

/// <summary>A snapshot on disk.</summary>
/// <param name="Snapshot">What it is.</param>
/// <param name="SizeBytes">How many bytes its files have.</param>
/// <param name="IsCurrent">Whether new questions are answered from it.</param>
public sealed record StoredSnapshot(Snapshot Snapshot, long SizeBytes, bool IsCurrent);
