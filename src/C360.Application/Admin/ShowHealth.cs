using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Shows how the service is.</summary>
public sealed record ShowHealth : IRequest<HealthReport>;

/// <summary>How the service is.</summary>
/// <param name="Status">In one word.</param>
/// <param name="DatabaseStatus">Whether there is data to answer from.</param>
/// <param name="SparkStatus">Whether Spark is configured, and there.</param>
/// <param name="SparkVersion">Its version; null while it is not there.</param>
/// <param name="TotalCustomers">Profiles in the current snapshot; null when there is none.</param>
/// <param name="DataVersion">The current snapshot; null when there is none.</param>
/// <param name="AsOf">The date from which its recency is counted.</param>
/// <param name="RefreshedAt">When it was built.</param>
/// <param name="Stale">Whether it is not fresh any more; false when there is none.</param>
/// <param name="EngineState">The circuit breaker of the query engine.</param>
/// <param name="LastRefresh">How the latest refresh stands; null when there was none.</param>
public sealed record HealthReport(
    HealthStatus Status,
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

/// <summary>How the service is, in one word.</summary>
public enum HealthStatus
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>Answers come, but the data is stale, the last refresh failed, the engine faltered or the configured Spark is down.</summary>
    Degraded,

    /// <summary>Nothing can be answered.</summary>
    Unavailable,
}

/// <summary>Whether there is data to answer from.</summary>
public enum DatabaseStatus
{
    /// <summary>A snapshot serves.</summary>
    Connected,

    /// <summary>There is none yet.</summary>
    NoSnapshot,

    /// <summary>There is one, but the engine does not answer.</summary>
    Unavailable,
}

/// <summary>Judges the service from what is in memory.</summary>
/// <param name="snapshots">The data.</param>
/// <param name="refreshes">The refreshes.</param>
/// <param name="engine">The engine.</param>
/// <param name="spark">Spark.</param>
/// <param name="answers">What can be answered without the engine.</param>
/// <param name="age">Knows what is stale.</param>
internal sealed class ShowHealthHandler(
    ISnapshotRepository snapshots,
    IRefreshRepository refreshes,
    IEngineStatus engine,
    ISparkStatus spark,
    AnswerCache answers,
    DataAge age
) : IRequestHandler<ShowHealth, HealthReport>
{
    /// <summary>Judges.</summary>
    /// <param name="request">Nothing to say.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    public Task<HealthReport> Handle(ShowHealth request, CancellationToken cancellationToken)
    {
        Snapshot? current = snapshots.Current;
        RefreshStatus? lastRefresh = refreshes.Latest?.Status;
        bool stale = current is not null && age.IsStale(current);
        EngineState state = engine.State;
        SparkStatus sparkStatus = spark.Status;
        DatabaseStatus database =
            current is null ? DatabaseStatus.NoSnapshot
            : state == EngineState.Open ? DatabaseStatus.Unavailable
            : DatabaseStatus.Connected;
        HealthStatus status =
            current is null || (state == EngineState.Open && !answers.HasAnswers) ? HealthStatus.Unavailable
            : stale || HasFailed() || state != EngineState.Closed || sparkStatus == SparkStatus.Unavailable ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return Task.FromResult(
            new HealthReport(
                status,
                database,
                sparkStatus,
                spark.Version,
                current?.TotalCustomers,
                current?.Version,
                current?.AsOf,
                current?.BuiltAt,
                stale,
                state,
                lastRefresh
            )
        );
    }

    /// <summary>Whether the last refresh to end failed: one that runs now proves nothing yet.</summary>
    private bool HasFailed() => refreshes.LatestEnded is { } ended && ended.IsUnhealed(snapshots.ConfirmedAt);
}
