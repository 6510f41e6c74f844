using System.Text.Json.Nodes;
using C360.Application.Analytics;
using C360.Application.Behaviors;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Resilience;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Formats;

/// <summary>What a 304 costs: no engine and no rows, and it is written down all the same.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class UnchangedTests
{
    private const string Path = "/analytics/customer-profiles?limit=7";
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    /// <summary>Neither with an emptied cache nor with none; three formats.</summary>
    [TestCase("30", "json")]
    [TestCase("30", "csv")]
    [TestCase("0", "json")]
    [TestCase("0", "ndjson")]
    public async Task Nobody_asks_a_broken_engine_for_what_the_client_has(string minutes, string format)
    {
        var settings = new Dictionary<string, string> { ["CACHE_TTL_MINUTES"] = minutes, ["REFRESH_WHEN_STALE"] = "false" };
        await using ApiHost host = await ApiHost.StartAsync(_data, settings, FaultyEngine.Use);
        string tag = await host.TagAsync(Path.As(format));
        FaultyEngine engine = host.Services.GetRequiredService<FaultyEngine>();
        engine.Fault = new InvalidOperationException("broken");
        ((MemoryCache)host.Services.GetRequiredService<IMemoryCache>()).Clear();
        int calls = engine.Calls;

        using HttpResponseMessage held = await host.AskAsync(Path.As(format), ("If-None-Match", tag));
        Assert.That(((int)held.StatusCode, engine.Calls), Is.EqualTo((304, calls)));
        using HttpResponseMessage other = await host.AskAsync(Path.As(format), ("If-None-Match", "\"other\""));
        Assert.That((int)other.StatusCode, Is.GreaterThanOrEqualTo(500), "the engine is broken indeed");
        Assert.That(engine.Calls, Is.GreaterThan(calls));
    }

    /// <summary>Anybody can work out a tag: what is not there stays so.</summary>
    [Test]
    public async Task A_guessed_tag_does_not_make_a_missing_customer_one_that_the_client_has()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        string version = host.Services.GetRequiredService<SnapshotStore>().Current!.Version;
        ServiceBuild build = host.Services.GetRequiredService<ServiceBuild>();
        foreach ((string id, int status) in ((string, int)[])[("nobody", 404), ("C1", 304)])
        {
            string tag = $"\"{Question.Tag(new CustomerProfileById(id), version, build)}-json\"";
            // In memory the first time or not: the engine is asked whether there is one, and a client who has it is told so.
            foreach (string time in (string[])["first", "second"])
            {
                using HttpResponseMessage response = await host.AskAsync($"/analytics/customer-profiles/{id}", ("If-None-Match", tag));
                Assert.That((int)response.StatusCode, Is.EqualTo(status), $"{id}, {time}");
            }
        }
    }

    [Test]
    public async Task Whoever_has_anything_is_told_so_and_nothing_is_rendered()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        using HttpResponseMessage held = await host.AskAsync(Path, ("If-None-Match", "*"), ("Accept-Encoding", "br"));
        string version = host.Services.GetRequiredService<SnapshotStore>().Current!.Version;
        Answer answer = host
            .Services.GetRequiredService<AnswerCache>()
            .Find<Answer<CustomerProfile>>(Question.Of(new CustomerProfiles { Limit = 7 }), version)!;
        Assert.That(((int)held.StatusCode, answer.Renderings.Bytes), Is.EqualTo((304, 0)));
        string tag = held.Headers.GetValues("ETag").Single();
        using HttpResponseMessage again = await host.AskAsync(Path, ("If-None-Match", tag), ("Accept-Encoding", "br"));
        Assert.That(((int)again.StatusCode, tag), Is.EqualTo((304, $"\"{answer.Tag}-json-br\"")));
    }

    [Test]
    public async Task It_counts_as_answered_from_memory()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        string tag = await host.TagAsync(Path);
        double before = host.Services.GetRequiredService<ServiceMetrics>().CacheHitRate;
        using HttpResponseMessage held = await host.AskAsync(Path, ("If-None-Match", tag));
        Assert.That(host.Services.GetRequiredService<ServiceMetrics>().CacheHitRate, Is.GreaterThan(before));
        Assert.That(await host.Client.GetStringAsync("/metrics"), Does.Contain("c360_cache_lookups_total{outcome=\"not_modified\"} 1\n"));
    }

    [Test]
    public async Task Who_has_a_stale_answer_starts_the_refresh_as_others_do()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        _data.Customers(new { customer_id = "C2" });
        string version = (string)(await host.GetAsync("/health"))["data_version"]!;
        // As a client has it who asked another process.
        string tag;
        await using (
            ApiHost other = await ApiHost.StartAsync(
                _data,
                new Dictionary<string, string> { ["REFRESH_WHEN_STALE"] = "false" },
                snapshotPath: host.SnapshotPath
            )
        )
        {
            other.Time.Advance(TimeSpan.FromMinutes(31));
            tag = await other.TagAsync(Path);
        }

        using HttpResponseMessage held = await host.AskAsync(Path, ("If-None-Match", tag));
        Assert.That((int)held.StatusCode, Is.EqualTo(304));
        var store = host.Services.GetRequiredService<SnapshotStore>();
        Assert.That(() => store.Current?.Version, Is.Not.EqualTo(version).After(30_000, 10));
        await host.RefreshedAsync();
    }

    [Test]
    public async Task An_answer_that_stands_in_is_held_too()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data, replace: FaultyEngine.Use);
        string before = await host.TagAsync(Path);
        _data.Customers(new { customer_id = "C2" });
        host.Time.Advance(TimeSpan.FromSeconds(100));
        using (await host.Client.PostAsync("/admin/refresh-data", null))
            await host.RefreshedAsync();
        host.Services.GetRequiredService<FaultyEngine>().Fault = new TransientEngineException(new IOException("the disk"));
        using HttpResponseMessage response = await FaultyEngine.GetAsync(host, Path);
        string tag = response.Headers.GetValues("ETag").Single();
        Assert.That(tag, Is.EqualTo(before.Replace("-json", "-json-stale", StringComparison.Ordinal)));

        host.Client.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", tag);
        using HttpResponseMessage held = await FaultyEngine.GetAsync(host, Path);
        Assert.That((int)held.StatusCode, Is.EqualTo(304));
    }

    [Test]
    public async Task Its_line_in_the_access_log_has_no_ids_and_who_may_not_ask_is_refused_first()
    {
        using var keys = new KeyFileOfTests();
        string crm = keys.Add("crm", Scope.Customers);
        string dashboard = keys.Add("dashboard", Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_data, keys.Settings);
        string tag = await host.TagAsync(Path, ("X-API-Key", crm));
        string version = host.Services.GetRequiredService<SnapshotStore>().Current!.Version;
        using HttpResponseMessage held = await host.AskAsync(Path, ("X-API-Key", crm), ("If-None-Match", tag));
        using HttpResponseMessage lacking = await host.AskAsync(Path, ("X-API-Key", dashboard), ("If-None-Match", tag));
        using HttpResponseMessage stranger = await host.AskAsync(Path, ("If-None-Match", tag));
        Assert.That(
            host.AccessLog.Select(line => JsonNode.Parse(line)!)
                .Select(line =>
                    $"{line["status"]} {line["key_id"] ?? "-"} {line["rows"]} {line["customers"]!.ToJsonString()} {line["data_version"] ?? "-"}"
                ),
            Is.EqualTo((string[])[$"200 crm 1 [\"C1\"] {version}", $"304 crm 0 [] {version}", "403 dashboard 0 [] -", "401 - 0 [] -"])
        );
    }
}
