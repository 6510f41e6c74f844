using C360.Application.Behaviors;
using Microsoft.Extensions.Time.Testing;

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

    private static void Answered(ServiceMetrics metrics, TimeSpan elapsed, bool failed) =>
        metrics.RequestAnswered("GET", "/a", failed ? 500 : 499, elapsed, isProbe: false);

    private static ServiceMetrics Fresh() => new(new FakeTimeProvider(NumberedSnapshot.Noon));
}
