using System.Text.Json.Serialization;
using C360.Domain.Snapshots;

namespace C360.WebApi.Http;

/// <summary>Where data comes from and how old it is.</summary>
/// <param name="DataVersion">The snapshot.</param>
/// <param name="AsOf">The date from which its recency is counted.</param>
/// <param name="RefreshedAt">When it was built.</param>
/// <param name="Stale">Whether it is older than CACHE_TTL_MINUTES and was not found unchanged within that time, or stands in because the engine failed; then the header Age is there too.</param>
/// <param name="Truncated">Whether the limit cut the list.</param>
/// <param name="Sample">True while the service runs on generated sample data, else not there.</param>
public sealed record Meta(
    string DataVersion,
    DateOnly AsOf,
    DateTimeOffset RefreshedAt,
    bool Stale,
    bool Truncated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Sample
)
{
    /// <summary>Of an answer from a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="stale">Whether it is not fresh any more.</param>
    /// <param name="truncated">Whether the limit cut the list.</param>
    internal static Meta Of(Snapshot snapshot, bool stale, bool truncated) =>
        new(snapshot.Version, snapshot.AsOf, snapshot.BuiltAt, stale, truncated, snapshot.Sample ? true : null);
}
