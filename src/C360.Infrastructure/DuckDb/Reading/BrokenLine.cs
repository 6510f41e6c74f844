namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A record of CSV that is no row: it has not as many cells as the header, say.</summary>
/// <param name="File">The place of its file among the source's.</param>
/// <param name="Record">Its number in the file, counted from 1.</param>
/// <param name="Key">The cell of the key, or null when it is empty or missing.</param>
internal sealed record BrokenLine(int File, long Record, string? Key);
