namespace C360.Domain.Refreshing;

/// <summary>What a refresh has read of a source.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Read">Rows read.</param>
/// <param name="Rejected">Rows rejected among them.</param>
public sealed record SourceRows(string Source, long Read, long Rejected);
