using C360.FunctionalTests.Concurrency;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Resilience;

internal sealed class MemoryTests
{
    /// <summary>A quarter of 256 MB for queries, and a list of a hundred million numbers, which cannot be put on the disk.</summary>
    [Test]
    public async Task A_query_that_needs_more_memory_than_there_is_may_try_later_and_is_not_held_against_the_engine()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            new Dictionary<string, string> { ["ENGINE_MEMORY"] = "256MB" },
            WatchedExecutor.Watch
        );
        WatchedExecutor engine = host.Services.GetRequiredService<WatchedExecutor>();
        engine.Instead = "SELECT CAST(len(list(i)) AS VARCHAR) FROM range(100000000) r(i)";
        for (int query = 1; query <= 12; query++)
        {
            using HttpResponseMessage response = await host.Client.GetAsync($"/analytics/customer-profiles?limit={query}");
            await ErrorAnswer.AssertAsync(response, 503, "EngineUnavailable", "engine_unavailable");
            Assert.That(response.Headers.RetryAfter?.ToString(), Is.EqualTo("5"));
        }
        Assert.That((string?)(await host.GetAsync("/health"))["engine_state"], Is.EqualTo("closed"));
        engine.Instead = null;
        Assert.That((await host.TryGetAsync("/analytics/customer-profiles?limit=1")).Status, Is.EqualTo(200));
    }
}
