namespace C360.Domain.Refreshing;

/// <summary>A process that runs a refresh.</summary>
/// <param name="Host">The name of its machine.</param>
/// <param name="ProcessId">Its number there.</param>
public sealed record RefreshOwner(string Host, int ProcessId);
