namespace C360.Application.Admin;

/// <summary>A rejected row, as an example.</summary>
/// <param name="File">Its file, below C360_DATA_PATH.</param>
/// <param name="Line">The line on which it begins; null in Parquet, which has none.</param>
/// <param name="Key">Its key; null when that is missing.</param>
/// <param name="Column">The column at fault; null when the row has not as many cells as the header.</param>
/// <param name="RawValues">Its cells by column, as the file has them; long ones are cut.</param>
public sealed record RejectedRowSample(
    string File,
    long? Line,
    string? Key,
    string? Column,
    IReadOnlyDictionary<string, string?> RawValues
);
