namespace C360.Application.Behaviors;

/// <summary>Counts since the start of the process, without health probes.</summary>
/// <param name="time">The clock.</param>
public sealed class ServiceMetrics(TimeProvider time)
{
    private long _requests;
    private long _failures;
    private long _ticks;
    private long _lookups;
    private long _hits;

    /// <summary>When counting began.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Requests answered.</summary>
    public long TotalRequests => Interlocked.Read(ref _requests);

    /// <summary>Mean time to answer, in milliseconds; 0 before the first request.</summary>
    public double AverageResponseTimeMs =>
        TotalRequests is 0 ? 0 : TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalMilliseconds / TotalRequests;

    /// <summary>The share of requests answered with a status of 500 or more, 0 to 1; 0 before the first request.</summary>
    public double ErrorRate => Share(Interlocked.Read(ref _failures), TotalRequests);

    /// <summary>The share of analytic questions answered from the cache, 0 to 1; 0 before the first.</summary>
    public double CacheHitRate => Share(Interlocked.Read(ref _hits), Interlocked.Read(ref _lookups));

    /// <summary>Counts a request that was answered.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="failed">Whether its status was 500 or more.</param>
    public void RequestAnswered(TimeSpan elapsed, bool failed)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _ticks, elapsed.Ticks);
        if (failed)
            Interlocked.Increment(ref _failures);
    }

    /// <summary>Counts a look into the cache.</summary>
    /// <param name="hit">Whether the answer was there.</param>
    public void CacheLookedUp(bool hit)
    {
        Interlocked.Increment(ref _lookups);
        if (hit)
            Interlocked.Increment(ref _hits);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
