namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A CSV file that has been gone through before the engine reads it.</summary>
/// <param name="Path">What the engine is to read: the file, or a clean copy.</param>
/// <param name="Rows">The rows that it must find there.</param>
/// <param name="RowsWithin">Lines within quoted values that look like rows.</param>
internal sealed record ScreenedFile(string Path, long Rows, long RowsWithin);
