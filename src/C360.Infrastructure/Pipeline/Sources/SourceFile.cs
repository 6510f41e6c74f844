namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>A file of a source.</summary>
/// <param name="Path">Its full path, or its URI: what the engine that reads it calls it.</param>
/// <param name="Name">Its path below C360_DATA_PATH, with <c>/</c>: what messages and rejected_rows call it.</param>
internal sealed record SourceFile(string Path, string Name)
{
    private const string ParquetEnding = ".parquet";
    private const string GzipEnding = ".csv.gz";

    /// <summary>Its size in bytes, when it was found.</summary>
    public long Length { get; init; }

    /// <summary>When it was last written (UTC), when it was found.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The endings of files that can be read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", GzipEnding, ParquetEnding];

    /// <summary>Whether it is Parquet; otherwise it is CSV.</summary>
    public bool IsParquet => Name.EndsWith(ParquetEnding, StringComparison.Ordinal);

    /// <summary>Whether it is compressed CSV.</summary>
    public bool IsGzip => Name.EndsWith(GzipEnding, StringComparison.Ordinal);
}
