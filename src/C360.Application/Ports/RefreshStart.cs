using C360.Domain.Refreshing;

namespace C360.Application.Ports;

/// <summary>What became of a request for a refresh.</summary>
/// <param name="Outcome">Whether one was started, is running, or nothing was to do.</param>
/// <param name="Refresh">The refresh that was started or is running, or that the idempotency key names; null when nothing was to do.</param>
public sealed record RefreshStart(RefreshStartOutcome Outcome, Refresh? Refresh);
