using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>A source and where it was found.</summary>
/// <param name="Source">Its declaration.</param>
/// <param name="Files">Its files in reading order; none when it is optional and missing.</param>
internal sealed record LocatedSource(Source Source, IReadOnlyList<SourceFile> Files)
{
    /// <summary>The size of its files in bytes.</summary>
    public long Bytes { get; } = Files.Sum(file => file.Length);

    /// <summary>When the youngest of its files was last written (UTC); null without a file.</summary>
    public DateTimeOffset? ModifiedAt { get; } = Files.Max(file => (DateTimeOffset?)file.ModifiedAt);
}
