using System.ComponentModel.DataAnnotations;

namespace C360.Application.Behaviors;

/// <summary>How long data counts as fresh and how much room answers have.</summary>
public sealed class CacheOptions
{
    /// <summary>Default of <see cref="CacheTtlMinutes"/>.</summary>
    public const int DefaultCacheTtlMinutes = 30;

    /// <summary>Default of <see cref="CacheMaxMb"/>.</summary>
    public const int DefaultCacheMaxMb = 128;

    /// <summary>How many minutes a snapshot counts as fresh; 0: never, and nothing is cached.</summary>
    [Range(0, 525_600)]
    public int CacheTtlMinutes { get; init; } = DefaultCacheTtlMinutes;

    /// <summary>Room for answers, in MiB.</summary>
    [Range(1, 1_048_576)]
    public int CacheMaxMb { get; init; } = DefaultCacheMaxMb;

    /// <summary>Whether the first query that meets a stale snapshot starts a refresh in the background.</summary>
    public bool RefreshWhenStale { get; init; } = true;

    /// <summary>Whether answers are kept at all.</summary>
    internal bool KeepsAnswers => CacheTtlMinutes > 0;

    /// <summary>Room for answers, in bytes.</summary>
    internal long Room => CacheMaxMb * 1_048_576L;
}
