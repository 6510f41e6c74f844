namespace C360.Domain.Refreshing;

/// <summary>What came of a moment at which the schedule was due.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="RefreshId">The refresh that was started or was running; null when there is none in this process.</param>
public sealed record ScheduledRun(DateTimeOffset At, ScheduledRunOutcome Outcome, string? RefreshId);
