namespace C360.Domain.Quality;

/// <summary>How much a refresh may lose before the gate stops it.</summary>
/// <param name="MaxRejectedPercent">MAX_REJECTED_PERCENT: rejected rows of a source, in per cent of the rows read, 0 to 100; 100 turns the condition off.</param>
/// <param name="MaxRowDropPercent">MAX_ROW_DROP_PERCENT: by how much a source may shrink against the last snapshot, 0 to 100; 100 turns the condition off.</param>
public sealed record GateLimits(decimal MaxRejectedPercent, decimal MaxRowDropPercent);
