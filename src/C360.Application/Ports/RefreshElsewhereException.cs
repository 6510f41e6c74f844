using C360.Domain.Refreshing;

namespace C360.Application.Ports;

/// <summary>Another process refreshes, and one at a time may.</summary>
/// <param name="owner">The process; null when it cannot be told.</param>
/// <param name="refreshId">What it runs; null when it cannot be told.</param>
public sealed class RefreshElsewhereException(RefreshOwner? owner, string? refreshId)
    : ConflictException(
        owner is null
            ? "Another process is refreshing"
            : FormattableString.Invariant($"Another process is refreshing: {owner.ProcessId} on {owner.Host} (refresh {refreshId})")
    );
