using System.Text.Json.Nodes;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Refreshing;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Health;

internal sealed class HealthTests
{
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    [Test]
    public async Task With_data_the_service_is_healthy_live_and_ready()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        await Examples.AssertAsync(host, "/health", "health");
        await Examples.AssertAsync(host, "/health/live", "live");
        await Examples.AssertAsync(host, "/health/ready", "ready");
    }

    [Test]
    public async Task Without_a_snapshot_it_lives_but_answers_nothing()
    {
        using var empty = new SourceFolder(); // no customer left: the first refresh fails
        await using ApiHost host = await ApiHost.StartAsync(empty);
        foreach ((string path, string example) in ((string, string)[])[("/health", "health.503"), ("/health/ready", "ready.503")])
        {
            (int status, JsonNode body) = await host.TryGetAsync(path);
            Assert.That(status, Is.EqualTo(503));
            Assert.That(Examples.Comparable(body), Is.EqualTo(Examples.Comparable(Examples.Read(example))));
        }
        await Examples.AssertAsync(host, "/health/live", "live");
    }

    [TestCase(EngineState.Closed, "healthy", "connected", 200)]
    [TestCase(EngineState.HalfOpen, "degraded", "connected", 200)]
    [TestCase(EngineState.Open, "degraded", "unavailable", 200)]
    public async Task The_engines_breaker_shows(EngineState state, string expected, string database, int expectedStatus)
    {
        var engine = new StatedEngine { State = state };
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: services => services.Replace(ServiceDescriptor.Singleton<IEngineStatus>(engine))
        );
        (int status, JsonNode health) = await host.TryGetAsync("/health");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(expectedStatus));
            Assert.That((string?)health["status"], Is.EqualTo(expected));
            Assert.That((string?)health["engine_state"], Is.EqualTo(SnakeCase.Of($"{state}")));
            Assert.That((string?)health["database_status"], Is.EqualTo(database));
            Assert.That((int?)health["total_customers"], Is.EqualTo(1));
        });
        // A snapshot serves: cached answers come whatever the engine does.
        Assert.That((await host.TryGetAsync("/health/ready")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Stale_data_is_degraded()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        host.Time.Advance(TimeSpan.FromMinutes(30));
        (int status, JsonNode health) = await host.TryGetAsync("/health");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(200));
            Assert.That((string?)health["status"], Is.EqualTo("degraded"));
            Assert.That((bool?)health["stale"], Is.True);
        });
        // Health asks nobody to refresh.
        Assert.That((bool?)(await host.GetAsync("/health"))["stale"], Is.True);
    }

    [Test]
    public async Task A_failed_refresh_is_degraded_until_one_succeeds()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        _data.Without("sales/transactions");
        await RefreshAsync(host);
        Assert.That((string?)(await host.GetAsync("/health"))["status"], Is.EqualTo("degraded"));
        _data.Add("sales/transactions");
        await RefreshAsync(host);
        Assert.That((string?)(await host.GetAsync("/health"))["status"], Is.EqualTo("healthy"));
    }

    [Test]
    public async Task A_failure_is_over_when_the_sources_are_found_as_they_were_built()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        string sales = Path.Combine(_data.Path, "sales");
        Directory.Move(sales, sales + "-away");
        await RefreshAsync(host, "");
        Assert.That((string?)(await host.GetAsync("/health"))["status"], Is.EqualTo("degraded"));
        Directory.Move(sales + "-away", sales);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage upToDate = await host.Client.PostAsync("/admin/refresh-data", null);
        Assert.That((int)upToDate.StatusCode, Is.EqualTo(200));
        JsonNode health = await host.GetAsync("/health");
        Assert.That(((string?)health["status"], (string?)health["last_refresh"]), Is.EqualTo(("healthy", "failed")));
    }

    [Test]
    public async Task A_failure_is_not_over_while_the_next_refresh_runs()
    {
        Task before = Task.CompletedTask;
        await using ApiHost host = await ApiHost.StartAsync(_data, replace: InterruptedEngine.With(_ => before));
        before = Task.FromException(new RefreshFailedException("no"));
        await RefreshAsync(host);
        var held = new TaskCompletionSource();
        before = held.Task;
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        JsonNode health = await host.GetAsync("/health");
        Assert.That(
            ((string?)health["status"], (string?)health["last_refresh"]),
            Is.EqualTo(("degraded", "running")).Or.EqualTo(("degraded", "queued"))
        );
        held.SetResult();
        await host.RefreshedAsync();
        Assert.That((string?)(await host.GetAsync("/health"))["status"], Is.EqualTo("healthy"));
    }

    /// <summary>Memory only: not even a vanished disk is felt.</summary>
    [Test]
    public async Task Health_reads_no_file_and_asks_no_engine()
    {
        bool asked = false;
        await using ApiHost host = await ApiHost.StartAsync(_data, replace: InterruptedRepository.With(() => asked = true));
        string away = host.SnapshotPath + "-away";
        Directory.Move(host.SnapshotPath, away);
        try
        {
            Assert.That((await host.TryGetAsync("/health")).Status, Is.EqualTo(200));
            Assert.That((await host.TryGetAsync("/health/ready")).Status, Is.EqualTo(200));
            Assert.That(asked, Is.False);
        }
        finally
        {
            Directory.Move(away, host.SnapshotPath);
        }
    }

    private static async Task RefreshAsync(ApiHost host, string query = "?force_refresh=true")
    {
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data" + query, null);
        Assert.That((int)response.StatusCode, Is.EqualTo(202));
        await host.RefreshedAsync();
    }
}
