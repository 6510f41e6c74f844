using System.Text.Json.Nodes;
using C360.Application.Ports;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace C360.FunctionalTests.Admin;

internal sealed class MetricsTests
{
    [Test]
    public async Task At_the_start_nothing_is_counted()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        await host.GetAsync("/health");
        JsonNode metrics = await host.GetAsync("/admin/metrics");
        JsonNode example = Examples.Read("metrics");
        // An estimate: a kilobyte and more for each of the 22 answers that are there before anybody asks.
        Assert.That((long?)metrics["data"]!["cache_bytes"], Is.InRange(22 * 1024, 22 * 10_240));
        metrics["data"]!["cache_bytes"] = (long?)example["data"]!["cache_bytes"];
        Assert.That(Examples.Comparable(metrics), Is.EqualTo(Examples.Comparable(example)));
    }

    [Test]
    public async Task Each_figure_is_what_happened()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        FakeTimeProvider? clock = null;
        var engine = new StatedEngine { State = EngineState.HalfOpen };
        int asked = 0;
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IEngineStatus>(engine));
                InterruptedRepository.With(() =>
                {
                    clock!.Advance(TimeSpan.FromMilliseconds(++asked == 1 ? 40 : 20));
                    if (asked == 2)
                        throw new EngineTimeoutException(new TimeoutException());
                })(services);
            }
        );
        clock = host.Time;
        // Nine requests: a miss of 40 ms, a failure of 20 ms, three hits, one refused, one not found and two probes that do not count: seven.
        await host.GetAsync("/analytics/customer-profiles?limit=7");
        Assert.That((await host.TryGetAsync("/analytics/customer-profiles?limit=8")).Status, Is.EqualTo(504));
        for (int i = 0; i < 3; i++)
            await host.GetAsync("/analytics/customer-profiles?limit=7");
        await host.TryGetAsync("/finance/revenue-analysis?x=1");
        await host.TryGetAsync("/nowhere");
        await host.GetAsync("/health");
        await host.GetAsync("/health/live");
        clock.Advance(TimeSpan.FromSeconds(90));

        JsonNode metrics = (await host.GetAsync("/admin/metrics"))["data"]!;
        Assert.Multiple(() =>
        {
            Assert.That((int?)metrics["total_requests"], Is.EqualTo(7));
            Assert.That((double?)metrics["avg_response_time_ms"], Is.EqualTo(8.571)); // (40 + 20) / 7
            Assert.That((double?)metrics["error_rate"], Is.EqualTo(0.1429)); // one 504 of 7
            Assert.That((double?)metrics["cache_hit_rate"], Is.EqualTo(0.6)); // 3 of 5 questions: the refused one and the missing page ask none
            Assert.That((int?)metrics["uptime_seconds"], Is.EqualTo(90)); // 90.06
            Assert.That((int?)metrics["snapshot_age_seconds"], Is.EqualTo(90));
            Assert.That((DateTimeOffset?)metrics["timestamp"], Is.EqualTo(ApiHost.Now.AddSeconds(90)));
            // 22 were answered before the snapshot was served; the failure is not kept.
            Assert.That((int?)metrics["cache_entries"], Is.EqualTo(22 + 1));
            Assert.That((int?)metrics["cache_bytes"], Is.GreaterThan(100));
            Assert.That((string?)metrics["engine_state"], Is.EqualTo("half_open"));
            Assert.That((string?)metrics["last_refresh"], Is.EqualTo("succeeded"));
        });
    }

    [Test]
    public async Task Without_a_snapshot_there_is_no_age()
    {
        using var data = new SourceFolder(); // no customer left: the refresh fails
        await using ApiHost host = await ApiHost.StartAsync(data);
        JsonNode metrics = (await host.GetAsync("/admin/metrics"))["data"]!;
        Assert.Multiple(() =>
        {
            Assert.That(metrics["data_version"], Is.Null);
            Assert.That(metrics["snapshot_age_seconds"], Is.Null);
            Assert.That((string?)metrics["last_refresh"], Is.EqualTo("failed"));
        });
    }
}
