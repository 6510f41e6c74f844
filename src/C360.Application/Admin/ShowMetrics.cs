using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using MediatR;
using Microsoft.Extensions.Caching.Memory;

namespace C360.Application.Admin;

/// <summary>Shows the counts since the start of the process.</summary>
public sealed record ShowMetrics : IRequest<Metrics>;

/// <summary>Counts since the start of the process, without health probes, and the state of cache, data and engine.</summary>
/// <param name="TotalRequests">Requests answered.</param>
/// <param name="AvgResponseTimeMs">Mean time to answer, in milliseconds; 0 before the first.</param>
/// <param name="ErrorRate">The share of requests answered with a status of 500 or more, 0 to 1.</param>
/// <param name="CacheHitRate">The share of analytic questions whose answer was in the cache, or with the client already (304), 0 to 1.</param>
/// <param name="UptimeSeconds">Seconds since the start.</param>
/// <param name="Timestamp">When these were read.</param>
/// <param name="CacheEntries">Answers in the cache.</param>
/// <param name="CacheBytes">About how many bytes they take.</param>
/// <param name="DataVersion">The current snapshot; null when there is none.</param>
/// <param name="SnapshotAgeSeconds">Seconds since it was built; null when there is none.</param>
/// <param name="EngineState">The circuit breaker of the query engine.</param>
/// <param name="LastRefresh">How the latest refresh stands; null when there was none.</param>
public sealed record Metrics(
    long TotalRequests,
    double AvgResponseTimeMs,
    double ErrorRate,
    double CacheHitRate,
    long UptimeSeconds,
    DateTimeOffset Timestamp,
    long CacheEntries,
    long CacheBytes,
    string? DataVersion,
    long? SnapshotAgeSeconds,
    EngineState EngineState,
    RefreshStatus? LastRefresh
);

/// <summary>Collects the counts.</summary>
/// <param name="metrics">What was counted.</param>
/// <param name="cache">The answers.</param>
/// <param name="snapshots">The data.</param>
/// <param name="refreshes">The refreshes.</param>
/// <param name="engine">The engine.</param>
/// <param name="time">The clock.</param>
internal sealed class ShowMetricsHandler(
    ServiceMetrics metrics,
    IMemoryCache cache,
    ISnapshotRepository snapshots,
    IRefreshRepository refreshes,
    IEngineStatus engine,
    TimeProvider time
) : IRequestHandler<ShowMetrics, Metrics>
{
    /// <summary>Reads the counts.</summary>
    /// <param name="request">Nothing to say.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    public Task<Metrics> Handle(ShowMetrics request, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Snapshot? current = snapshots.Current;
        MemoryCacheStatistics? statistics = cache.GetCurrentStatistics();
        return Task.FromResult(
            new Metrics(
                metrics.TotalRequests,
                Math.Round(metrics.AverageResponseTimeMs, 3),
                Math.Round(metrics.ErrorRate, 4),
                Math.Round(metrics.CacheHitRate, 4),
                (long)(now - metrics.StartedAt).TotalSeconds,
                now,
                statistics?.CurrentEntryCount ?? 0,
                statistics?.CurrentEstimatedSize ?? 0,
                current?.Version,
                current is null ? null : (long)(now - current.BuiltAt).TotalSeconds,
                engine.State,
                refreshes.Latest?.Status
            )
        );
    }
}
