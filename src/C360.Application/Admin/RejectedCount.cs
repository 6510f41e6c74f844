namespace C360.Application.Admin;

/// <summary>How many rows of a source were rejected for a reason.</summary>
/// <param name="Reason">The reason: missing, unparsable, out_of_range, orphan, orphan_of_rejected or duplicate_key.</param>
/// <param name="Rows">How many.</param>
/// <param name="Samples">The first of them, at most five.</param>
public sealed record RejectedCount(string Reason, long Rows, IReadOnlyList<RejectedRowSample> Samples);
