using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Resilience;

/// <summary>The engine fails again and again, and comes back.</summary>
internal sealed class BreakerTests
{
    private const string Cached = "/analytics/customer-profiles?limit=7";

    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    [Test]
    public async Task While_it_is_open_memory_answers_and_it_closes_by_itself_with_the_first_good_query()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data, replace: FaultyEngine.Use);
        FaultyEngine engine = host.Services.GetRequiredService<FaultyEngine>();
        await host.GetAsync(Cached);
        await AssertAsync(host, "closed", "healthy", "connected", 200);

        await BreakAsync(host, engine);
        await AssertAsync(host, "open", "degraded", "unavailable", 200);
        Assert.That((int?)(await host.GetAsync(Cached))["count"], Is.EqualTo(1), "what is in memory is answered all the same");
        int calls = engine.Calls;
        Assert.That((await host.TryGetAsync("/analytics/customer-profiles?limit=50")).Status, Is.EqualTo(503));
        Assert.That(engine.Calls, Is.EqualTo(calls), "the engine is left alone");

        host.Time.Advance(TimeSpan.FromSeconds(10));
        await AssertAsync(host, "half_open", "degraded", "connected", 200);
        engine.Fault = null;
        Assert.That((int?)(await host.GetAsync("/analytics/customer-profiles?limit=50"))["count"], Is.EqualTo(1));
        await AssertAsync(host, "closed", "healthy", "connected", 200);
    }

    [Test]
    public async Task With_nothing_in_memory_an_open_breaker_is_the_end()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            new Dictionary<string, string> { ["CACHE_TTL_MINUTES"] = "0", ["REFRESH_WHEN_STALE"] = "false" },
            FaultyEngine.Use
        );
        await BreakAsync(host, host.Services.GetRequiredService<FaultyEngine>());
        await AssertAsync(host, "open", "unavailable", "unavailable", 503);
    }

    /// <summary>Ten calls, mostly faults, open it: five queries make two tries each.</summary>
    private static async Task BreakAsync(ApiHost host, FaultyEngine engine)
    {
        // Half of the calls of thirty seconds must be faults; before these there were the good ones that were made before the snapshot was served.
        host.Time.Advance(TimeSpan.FromSeconds(31));
        engine.Fault = new TransientEngineException(new IOException("the disk"));
        for (int query = 1; query <= 5; query++)
        {
            using HttpResponseMessage response = await FaultyEngine.GetAsync(host, $"/analytics/customer-profiles?limit={20 + query}");
            Assert.That((int)response.StatusCode, Is.EqualTo(503));
        }
    }

    private static async Task AssertAsync(ApiHost host, string engineState, string status, string database, int expectedStatus)
    {
        (int code, JsonNode health) = await host.TryGetAsync("/health");
        JsonNode metrics = (await host.GetAsync("/admin/metrics"))["data"]!;
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(expectedStatus));
            Assert.That((string?)health["engine_state"], Is.EqualTo(engineState));
            Assert.That((string?)health["status"], Is.EqualTo(status));
            Assert.That((string?)health["database_status"], Is.EqualTo(database));
            Assert.That((string?)metrics["engine_state"], Is.EqualTo(engineState));
        });
    }
}
