using System.Text.Json.Nodes;
using C360.FunctionalTests.Concurrency;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Resilience;

/// <summary>What is asked first is in memory before a new snapshot is served.</summary>
internal sealed class WarmUpTests
{
    /// <summary>Every query as it is asked without parameters, and by each column where one can choose.</summary>
    private static readonly string[] First =
    [
        "/marketing/customer-health-overview",
        "/marketing/churn-risk-customers",
        "/marketing/loyalty-program-metrics",
        "/marketing/customer-segmentation",
        .. new[]
        {
            "value_segment",
            "customer_segment",
            "loyalty_tier",
            "generation_segment",
            "customer_tenure_segment",
            "customer_status",
        }.Select(by => $"/marketing/customer-segmentation?by={by}"),
        "/product/digital-engagement-analysis",
        "/product/cross-sell-opportunities",
        "/product/category-insights",
        "/finance/customer-lifetime-value",
        "/finance/revenue-analysis",
        "/finance/rfm-segmentation",
        "/finance/profitability-metrics",
        .. new[] { "loyalty_tier", "customer_segment", "value_segment" }.Select(by => $"/finance/profitability-metrics?by={by}"),
        "/customer-success/support-insights",
        "/customer-success/lifecycle-analysis",
        "/analytics/customer-profiles",
        "/admin/data-quality/rejected-rows",
    ];

    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    [Test]
    public async Task The_first_requests_after_a_switch_do_not_wait_for_the_engine()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data, replace: WatchedExecutor.Watch);
        await AssertNoQueriesAsync(host, customers: 1);

        _data.Customers(new { customer_id = "C2" });
        using HttpResponseMessage refresh = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        await host.RefreshedAsync();
        await AssertNoQueriesAsync(host, customers: 2);
    }

    [Test]
    public async Task A_query_that_fails_keeps_no_data_from_the_others()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: services => WatchedExecutor.Watch(services, instead: "SELECT CAST('no number' AS INTEGER)")
        );
        WatchedExecutor engine = host.Services.GetRequiredService<WatchedExecutor>();
        engine.Instead = null;
        Assert.That((int?)(await host.GetAsync("/health"))["total_customers"], Is.EqualTo(1), "the snapshot serves");
        Assert.That(engine.Beforehand, Is.GreaterThan(0));
        Assert.That((await host.TryGetAsync(First[0])).Status, Is.EqualTo(200));
        Assert.That(engine.Queries, Is.EqualTo(1), "and the first to ask waits for the engine");
    }

    [Test]
    public async Task Where_nothing_is_kept_nothing_is_computed_beforehand()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            new Dictionary<string, string> { ["CACHE_TTL_MINUTES"] = "0", ["REFRESH_WHEN_STALE"] = "false" },
            WatchedExecutor.Watch
        );
        Assert.That(host.Services.GetRequiredService<WatchedExecutor>().Beforehand, Is.Zero);
    }

    private static async Task AssertNoQueriesAsync(ApiHost host, int customers)
    {
        WatchedExecutor engine = host.Services.GetRequiredService<WatchedExecutor>();
        string? version = (string?)(await host.GetAsync("/health"))["data_version"];
        foreach (string path in First)
        {
            JsonNode answer = await host.GetAsync(path);
            Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(version), path);
        }
        Assert.That(engine.Queries, Is.Zero);
        Assert.That((int?)(await host.GetAsync("/analytics/customer-profiles"))["count"], Is.EqualTo(customers));
    }
}
