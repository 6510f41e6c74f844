using C360.Application.Admin;
using C360.Application.Ports;
using C360.Domain.Refreshing;

namespace C360.WebApi.Http;

/// <summary>How the service is; flat, without an envelope, for probes and load balancers.</summary>
/// <param name="Status">healthy; degraded: answers come, but the data is stale, the last refresh failed, the configured Spark is down or the engine falters, and what is in memory is answered all the same; unavailable: nothing can be answered.</param>
/// <param name="Version">The service's version.</param>
/// <param name="Environment">The setting ENVIRONMENT.</param>
/// <param name="Timestamp">When this was read.</param>
/// <param name="DatabaseStatus">connected; no_snapshot: the first refresh has not succeeded yet; unavailable: the engine does not answer.</param>
/// <param name="SparkStatus">not_configured: no engine runs on Spark; available: it answers; unavailable: it does not.</param>
/// <param name="SparkVersion">Spark's version; null while it is not there.</param>
/// <param name="TotalCustomers">Profiles in the current snapshot; null when there is none.</param>
/// <param name="DataVersion">The current snapshot; null when there is none.</param>
/// <param name="AsOf">The date from which its recency is counted.</param>
/// <param name="RefreshedAt">When it was built.</param>
/// <param name="Stale">Whether it is not fresh any more; false when there is none.</param>
/// <param name="EngineState">The circuit breaker of the query engine: closed; open: after many faults no query reaches it for a while; half_open: the next one may try.</param>
/// <param name="LastRefresh">How the latest refresh stands; null when there was none since the start.</param>
public sealed record Health(
    HealthStatus Status,
    string Version,
    string Environment,
    DateTimeOffset Timestamp,
    DatabaseStatus DatabaseStatus,
    SparkStatus SparkStatus,
    string? SparkVersion,
    long? TotalCustomers,
    string? DataVersion,
    DateOnly? AsOf,
    DateTimeOffset? RefreshedAt,
    bool Stale,
    EngineState EngineState,
    RefreshStatus? LastRefresh
);
