namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A record of CSV that has not as many cells as the header.</summary>
/// <param name="File">The place of its file among the source's.</param>
/// <param name="Record">Its number in the file, counted from 1.</param>
/// <param name="Key">The cell of the key, or null when it is empty or missing.</param>
/// <param name="Raw">Its text.</param>
internal sealed record BrokenLine(int File, long Record, string? Key, string Raw);
