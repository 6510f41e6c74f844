namespace C360.Infrastructure.Snapshots;

/// <summary>That a snapshot's inputs were compared and found unchanged.</summary>
/// <param name="Version">The snapshot.</param>
/// <param name="At">When.</param>
internal sealed record Confirmation(string Version, DateTimeOffset At);
