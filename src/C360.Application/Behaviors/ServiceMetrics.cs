using System.Diagnostics.Metrics;
using C360.Application.Queries;
using C360.Domain.Refreshing;

namespace C360.Application.Behaviors;

/// <summary>
/// What happened since the start of the process, written down once: <c>/admin/metrics</c>, <c>/metrics</c> and a collector all read the same. Every label
/// has few values (route templates, names of queries), so that no request can make the series grow.
/// </summary>
public sealed class ServiceMetrics : IDisposable
{
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] LongSeconds = [1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];

    /// <summary>Labels are objects: made for each request, they would be most of what it allocates.</summary>
    private static readonly object[] Statuses = [.. Enumerable.Range(0, 600).Cast<object>()];
    private static readonly CacheOutcome[] Outcomes = Enum.GetValues<CacheOutcome>();

    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _queries;
    private readonly Histogram<double> _refreshes;
    private readonly long[] _lookups = new long[Outcomes.Length];
    private long _answered;
    private long _failures;
    private long _ticks;

    /// <summary>Makes the instruments.</summary>
    /// <param name="time">The clock.</param>
    public ServiceMetrics(TimeProvider time)
    {
        StartedAt = time.GetUtcNow();
        _requests = Durations("http.server.request.duration", "Time to answer a request.", Seconds);
        _queries = Durations(
            "c360.engine.query.duration",
            "Time that the engine took for a query, waiting and a second try included.",
            Seconds
        );
        _refreshes = Durations("c360.refresh.duration", "Time that a refresh took.", LongSeconds);
        Meter.CreateObservableCounter("c360.cache.lookups", Lookups, "{lookup}", "Questions by where their answers came from.");
    }

    /// <summary>All instruments of the service.</summary>
    public Meter Meter { get; } = new("C360");

    /// <summary>When counting began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Requests answered, without health probes.</summary>
    public long TotalRequests => Interlocked.Read(ref _answered);

    /// <summary>Mean time to answer, in milliseconds; 0 before the first request.</summary>
    public double AverageResponseTimeMs =>
        TotalRequests is 0 ? 0 : TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalMilliseconds / TotalRequests;

    /// <summary>The share of requests answered with a status of 500 or more, 0 to 1; 0 before the first request.</summary>
    public double ErrorRate => Share(Interlocked.Read(ref _failures), TotalRequests);

    /// <summary>The share of analytic questions whose answer was in the cache or with the client already, 0 to 1; 0 before the first.</summary>
    public double CacheHitRate => Share(Counted(CacheOutcome.Hit) + Counted(CacheOutcome.NotModified), Outcomes.Sum(Counted));

    /// <summary>Counts a request that was answered.</summary>
    /// <param name="method">Its method, one of those that HTTP knows.</param>
    /// <param name="route">The template of its address, never the address.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="isProbe">Whether it is a health probe.</param>
    public void RequestAnswered(string method, string route, int status, TimeSpan elapsed, bool isProbe)
    {
        _requests.Record(
            elapsed.TotalSeconds,
            new("http.request.method", method),
            new("http.route", route),
            new("http.response.status_code", status < Statuses.Length ? Statuses[status] : status)
        );
        if (isProbe)
            return;
        Interlocked.Increment(ref _answered);
        Interlocked.Add(ref _ticks, elapsed.Ticks);
        if (status >= 500)
            Interlocked.Increment(ref _failures);
    }

    /// <summary>Counts a question; one that could not be answered is a miss.</summary>
    /// <param name="outcome">Where its answer came from.</param>
    public void CacheLookedUp(CacheOutcome outcome) => Interlocked.Increment(ref _lookups[(int)outcome]);

    /// <summary>Notes a query of the engine.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="query">The query's name.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="elapsed">How long it took.</param>
    public void EngineAsked(string engine, string query, string outcome, TimeSpan elapsed) =>
        _queries.Record(elapsed.TotalSeconds, new("engine", engine), new("query", query), new("outcome", outcome));

    /// <summary>Notes a refresh that has ended.</summary>
    /// <param name="refresh">The refresh.</param>
    public void RefreshEnded(Refresh refresh) =>
        _refreshes.Record(
            (refresh.FinishedAt - refresh.StartedAt)?.TotalSeconds ?? 0,
            new("outcome", SnakeCase.Of($"{refresh.Status}")),
            new("trigger", SnakeCase.Of($"{refresh.Trigger}"))
        );

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => Meter.Dispose();

    private Histogram<double> Durations(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(
            name,
            "s",
            description,
            tags: null,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds }
        );

    private IEnumerable<Measurement<long>> Lookups() =>
        Outcomes.Select(outcome => new Measurement<long>(
            Counted(outcome),
            new KeyValuePair<string, object?>("outcome", SnakeCase.Of($"{outcome}"))
        ));

    private long Counted(CacheOutcome outcome) => Interlocked.Read(ref _lookups[(int)outcome]);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
