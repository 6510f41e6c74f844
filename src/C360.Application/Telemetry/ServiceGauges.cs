using System.Diagnostics.Metrics;
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Domain.Sources;
using Microsoft.Extensions.Caching.Memory;

namespace C360.Application.Telemetry;

/// <summary>How the service stands when somebody looks: cache, engine, refreshes, data. Reads memory only.</summary>
public sealed class ServiceGauges
{
    private const string State = "state";
    private static readonly EngineState[] BreakerStates = Enum.GetValues<EngineState>();
    private static readonly SparkStatus[] SparkStates = Enum.GetValues<SparkStatus>();
    private static readonly RefreshStatus[] Endings = [RefreshStatus.Succeeded, RefreshStatus.Failed, RefreshStatus.Cancelled];
    private readonly Meter _meter;
    private readonly ISnapshotRepository _snapshots;

    /// <summary>Makes the instruments.</summary>
    /// <param name="metrics">Where they belong.</param>
    /// <param name="cache">The answers.</param>
    /// <param name="snapshots">The data.</param>
    /// <param name="refreshes">The refreshes.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="spark">Spark.</param>
    /// <param name="age">Knows what is stale.</param>
    /// <param name="time">The clock.</param>
    public ServiceGauges(
        ServiceMetrics metrics,
        IMemoryCache cache,
        ISnapshotRepository snapshots,
        IRefreshRepository refreshes,
        IEngineStatus engine,
        ISparkStatus spark,
        DataAge age,
        TimeProvider time
    )
    {
        (_meter, _snapshots) = (metrics.Meter, snapshots);
        Gauge("c360.cache.entries", "{answer}", "Answers in the cache.", () => cache.GetCurrentStatistics()?.CurrentEntryCount ?? 0);
        Gauge("c360.cache.size", "By", "About what they take.", () => cache.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0);
        Gauges<long>(
            "c360.engine.calls",
            "{call}",
            "Calls into the engine: those that run, and those that wait for it.",
            () => [Measured<long>(engine.Running, State, "running"), Measured<long>(engine.Waiting, State, "waiting")]
        );
        OneOf(
            "c360.engine.breaker",
            "The circuit breaker of the engine: 1 for the state that it is in.",
            State,
            BreakerStates,
            () => engine.State
        );
        OneOf(
            "c360.spark.status",
            "How Spark was when it was last looked at: 1 for the state that it is in.",
            State,
            SparkStates,
            () => spark.Status
        );
        Gauge("c360.refresh.running", "{refresh}", "Refreshes that run.", () => refreshes.Latest is { IsActive: true } ? 1 : 0);
        Gauges<long>(
            "c360.refresh.latest",
            "",
            "1 for what came of the latest refresh that ended; a failure counts until the sources are found as they were built.",
            () => refreshes.LatestEnded is { } ended ? Endings.Select(ending => OfEnding(ending, ended)) : []
        );
        OfSnapshot(
            "c360.snapshot.age",
            "s",
            "Time since the current snapshot was built.",
            current => Seconds(time.GetUtcNow() - current.BuiltAt)
        );
        OfSnapshot(
            "c360.snapshot.confirmed.age",
            "s",
            "Time since the current snapshot was built or its sources were last found unchanged.",
            current => Seconds(time.GetUtcNow() - (snapshots.ConfirmedAt ?? current.BuiltAt))
        );
        OfSnapshot(
            "c360.snapshot.built.time",
            "s",
            "When the current snapshot was built (Unix time).",
            c => Seconds(c.BuiltAt - DateTimeOffset.UnixEpoch)
        );
        OfSnapshot("c360.snapshot.stale", "", "1 while the current snapshot is not fresh.", current => age.IsStale(current) ? 1 : 0);
        OfSnapshot("c360.snapshot.customers", "{customer}", "Customers in the current snapshot.", current => current.TotalCustomers);
        OfSources("c360.source.rows.read", "Rows read from the source for the current snapshot.", source => source.Read);
        OfSources("c360.source.rows.rejected", "Of these, the rows rejected.", source => source.Rejected.Values.Sum());
    }

    private void Gauge(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    private void Gauges<T>(string name, string unit, string description, Func<IEnumerable<Measurement<T>>> read)
        where T : struct => _meter.CreateObservableGauge(name, read, unit, description);

    /// <summary>A state as numbers: 1 for the one that it is, 0 for the others; none while there is no state.</summary>
    private void OneOf<T>(string name, string description, string label, T[] values, Func<T?> read)
        where T : struct, Enum =>
        Gauges<long>(
            name,
            "",
            description,
            () => read() is { } now ? values.Select(value => Measured(value.Equals(now) ? 1L : 0, label, SnakeCase.Of($"{value}"))) : []
        );

    private Measurement<long> OfEnding(RefreshStatus ending, Refresh ended)
    {
        bool counts = ending == ended.Status && (ending != RefreshStatus.Failed || ended.IsUnhealed(_snapshots.ConfirmedAt));
        return Measured(counts ? 1L : 0, "outcome", SnakeCase.Of($"{ending}"));
    }

    private void OfSnapshot(string name, string unit, string description, Func<Snapshot, double> read) =>
        Gauges<double>(name, unit, description, () => _snapshots.Current is { } current ? [new Measurement<double>(read(current))] : []);

    private void OfSources(string name, string description, Func<SourceReport, long> read) =>
        Gauges<long>(
            name,
            "{row}",
            description,
            () => _snapshots.Current?.Sources.Select(source => Measured(read(source), "source", source.Source)) ?? []
        );

    private static Measurement<T> Measured<T>(T value, string label, string name)
        where T : struct => new(value, new KeyValuePair<string, object?>(label, name));

    /// <summary>Thousandths suffice, and read better than the clock's ten-millionths.</summary>
    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
