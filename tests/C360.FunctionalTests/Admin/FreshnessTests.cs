using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Admin;

/// <summary>Half an hour of freshness (CACHE_TTL_MINUTES=30), by a clock that the test moves.</summary>
internal sealed class FreshnessTests
{
    private const string Query = "/finance/revenue-analysis";
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    [Test]
    public async Task Data_is_fresh_for_its_time_and_stale_from_then_on()
    {
        await using ApiHost host = await StartAsync(refreshWhenStale: false);
        Assert.That(await IsStaleAsync(host), Is.False);
        host.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        Assert.That(await IsStaleAsync(host), Is.False);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await IsStaleAsync(host), Is.True);
        Assert.That((string?)(await host.GetAsync("/health"))["status"], Is.EqualTo("degraded"));
    }

    /// <summary>One process compares, as the one that refreshes does on its schedule; what it found fresh is fresh for the readers beside it, and after a restart.</summary>
    [Test]
    public async Task What_one_process_has_compared_is_fresh_for_the_others_too()
    {
        var settings = new Dictionary<string, string> { ["REFRESH_WHEN_STALE"] = "false" };
        await using ApiHost one = await ApiHost.StartAsync(_data, settings);
        await using ApiHost other = await ApiHost.StartAsync(_data, settings, snapshotPath: one.SnapshotPath);
        foreach (ApiHost host in (ApiHost[])[one, other])
            host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.That((await IsStaleAsync(one), await IsStaleAsync(other)), Is.EqualTo((true, true)));

        using (HttpResponseMessage compared = await one.Client.PostAsync("/admin/refresh-data", null))
            Assert.That((int)compared.StatusCode, Is.EqualTo(200));
        Assert.That(await IsStaleAsync(one), Is.False);
        for (int looks = 0; looks < 200 && await IsStaleAsync(other); looks++)
            other.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await IsStaleAsync(other), Is.False);

        // Half an hour of it has passed when the third starts: its clock stands where the others' stood at their start.
        await using ApiHost late = await ApiHost.StartAsync(_data, settings, snapshotPath: one.SnapshotPath);
        late.Time.Advance(TimeSpan.FromMinutes(60));
        Assert.That(await IsStaleAsync(late), Is.False, "31 minutes after the build it was confirmed, 29 minutes ago");
        late.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await IsStaleAsync(late), Is.True);
    }

    [Test]
    public async Task A_query_that_meets_stale_data_has_it_compared_and_unchanged_data_is_fresh_again_without_a_build()
    {
        await using ApiHost host = await StartAsync();
        var store = host.Services.GetRequiredService<SnapshotStore>();
        string? version = store.Current?.Version;
        host.Time.Advance(TimeSpan.FromMinutes(31));
        await host.GetAsync(Query); // answered at once; whether the comparison behind it has ended when meta is written, nobody knows
        Assert.That(() => store.ConfirmedAt, Is.EqualTo(ApiHost.Now.AddMinutes(31)).After(10_000, 10));
        Assert.That(await IsStaleAsync(host), Is.False);
        Assert.That(store.Current?.Version, Is.EqualTo(version));

        // From the comparison on, half an hour again.
        host.Time.Advance(TimeSpan.FromMinutes(29.9));
        Assert.That(await IsStaleAsync(host), Is.False);
        host.Time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.That((bool?)(await host.GetAsync("/health"))["stale"], Is.True);
    }

    [Test]
    public async Task A_query_that_meets_stale_data_has_changed_data_built()
    {
        await using ApiHost host = await StartAsync();
        _data.Customers(new { customer_id = "C2" });
        Assert.That(await IsStaleAsync(host), Is.False); // not stale: nobody looks
        host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.That(await IsStaleAsync(host), Is.True);
        var store = host.Services.GetRequiredService<SnapshotStore>();
        Assert.That(() => store.Current?.TotalCustomers, Is.EqualTo(2).After(30_000, 10));
        await host.RefreshedAsync();
        Assert.That(await IsStaleAsync(host), Is.False);
        Assert.That(host.Services.GetRequiredService<RefreshService>().Latest?.Trigger.ToString(), Is.EqualTo("Stale"));
    }

    [Test]
    public async Task Without_REFRESH_WHEN_STALE_queries_start_nothing_but_the_endpoint_does()
    {
        await using ApiHost host = await StartAsync(refreshWhenStale: false);
        _data.Customers(new { customer_id = "C2" });
        host.Time.Advance(TimeSpan.FromMinutes(31));
        for (int i = 0; i < 5; i++)
            Assert.That(await IsStaleAsync(host), Is.True);
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data", null);
        Assert.That((int)response.StatusCode, Is.EqualTo(202));
        await host.RefreshedAsync();
        Assert.That(await IsStaleAsync(host), Is.False);
    }

    [Test]
    public async Task The_endpoints_comparison_makes_unchanged_data_fresh_again()
    {
        await using ApiHost host = await StartAsync(refreshWhenStale: false);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data", null);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(await IsStaleAsync(host), Is.False);
    }

    private Task<ApiHost> StartAsync(bool refreshWhenStale = true) =>
        ApiHost.StartAsync(_data, new Dictionary<string, string> { ["REFRESH_WHEN_STALE"] = refreshWhenStale ? "true" : "false" });

    private static async Task<bool> IsStaleAsync(ApiHost host)
    {
        JsonNode answer = await host.GetAsync(Query);
        return (bool)answer["meta"]!["stale"]!;
    }
}
