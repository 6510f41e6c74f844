using C360.Application.Behaviors;
using C360.WebApi.Telemetry;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace C360.UnitTests.Application.Behaviors;

internal sealed class ServiceMetricsTests
{
    [Test]
    public void Before_the_first_request_all_is_zero()
    {
        using ServiceMetrics metrics = Fresh();
        Assert.That(metrics.StartedAt, Is.EqualTo(NumberedSnapshot.Noon));
        Assert.That(
            (metrics.TotalRequests, metrics.AverageResponseTimeMs, metrics.ErrorRate, metrics.CacheHitRate),
            Is.EqualTo((0L, 0.0, 0.0, 0.0))
        );
    }

    [Test]
    public void Rates_are_shares_and_the_time_is_a_mean()
    {
        using ServiceMetrics metrics = Fresh();
        Answered(metrics, TimeSpan.FromMilliseconds(10), failed: false);
        Answered(metrics, TimeSpan.FromMilliseconds(20), failed: true);
        Answered(metrics, TimeSpan.FromMilliseconds(31.5), failed: false);
        Answered(metrics, TimeSpan.FromMilliseconds(0.5), failed: false);
        metrics.CacheLookedUp(CacheOutcome.Hit);
        metrics.CacheLookedUp(CacheOutcome.Miss);

        // (10 + 20 + 31.5 + 0.5) / 4 = 15.5; one of four failed; one of two hit.
        Assert.That(
            (metrics.TotalRequests, metrics.AverageResponseTimeMs, metrics.ErrorRate, metrics.CacheHitRate),
            Is.EqualTo((4L, 15.5, 0.25, 0.5))
        );
    }

    [Test]
    public void No_count_is_lost_between_threads()
    {
        using ServiceMetrics metrics = Fresh();
        Parallel.For(
            0,
            40_000,
            number =>
            {
                Answered(metrics, TimeSpan.FromMilliseconds(2), failed: number % 4 == 0);
                metrics.CacheLookedUp(number % 2 == 0 ? CacheOutcome.Hit : CacheOutcome.Joined);
            }
        );
        Assert.That(
            (metrics.TotalRequests, metrics.AverageResponseTimeMs, metrics.ErrorRate, metrics.CacheHitRate),
            Is.EqualTo((40_000L, 2.0, 0.25, 0.5))
        );
    }

    /// <summary>It is written for every request: with a reader, the labels of a series that is there are found, not made.</summary>
    [Test]
    public void Writing_a_request_down_allocates_nothing()
    {
        using ServiceMetrics metrics = Fresh();
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(metrics.Meter.Name)
            .AddReader(new BaseExportingMetricReader(new PrometheusExporter()))
            .Build();
        Answered(metrics, TimeSpan.FromMilliseconds(1), failed: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Answered(metrics, TimeSpan.FromMilliseconds(1), failed: false);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1000), "less than a byte each");
    }

    private static void Answered(ServiceMetrics metrics, TimeSpan elapsed, bool failed) =>
        metrics.RequestAnswered("GET", "/a", failed ? 500 : 499, elapsed, isProbe: false);

    private static ServiceMetrics Fresh() => new(new FakeTimeProvider(NumberedSnapshot.Noon));
}
