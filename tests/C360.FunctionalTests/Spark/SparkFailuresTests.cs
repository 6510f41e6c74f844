using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Resilience;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Spark;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Spark;

/// <summary>What users see when Spark is away, comes back, starts anew or fails.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SparkFailuresTests
{
    private const string Asked = "/analytics/customer-profiles?limit=7";
    private const string NeverAsked = "/analytics/customer-profiles?limit=8";
    private const string Secret = "SELECT secret FROM parquet.`/data/secret`";

    private static readonly string[] Marks = [".spark-*"];

    private readonly string _snapshots = Directory.CreateTempSubdirectory("c360-spark-").FullName;
    private readonly SourceFolder _data = new SourceFolder().Customers(new { customer_id = "C1" }, new { customer_id = "C2" });
    private readonly DuckDbSpark _spark;

    public SparkFailuresTests() => _spark = new DuckDbSpark(_snapshots);

    [SetUp]
    public async Task BuildAsync() => await (await ApiHost.StartAsync(_data, snapshotPath: _snapshots)).DisposeAsync();

    [TearDown]
    public async Task RemoveAsync()
    {
        _spark.Dispose();
        _data.Dispose();
        await TempFolder.RemoveAsync(_snapshots);
    }

    [Test]
    public async Task While_spark_is_there_health_tells_its_version()
    {
        await using ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots);
        JsonNode health = await HealthAsync(host, "available");
        Assert.That(((string?)health["status"], (string?)health["spark_version"]), Is.EqualTo(("healthy", "4.0.5")));
    }

    [Test]
    public async Task A_dead_spark_blocks_no_start_and_is_told_of_until_it_is_back()
    {
        _spark.IsGone = true;
        await using ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots);
        JsonNode health = await host.GetAsync("/health");
        Assert.That(
            ((string?)health["status"], (string?)health["spark_status"], (string?)health["spark_version"]),
            Is.EqualTo(("degraded", "unavailable", (string?)null))
        );
        using (HttpResponseMessage response = await FaultyEngine.GetAsync(host, Asked))
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(503));
            Assert.That(
                (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error_type"],
                Is.EqualTo("EngineUnavailable")
            );
            Assert.That(response.Headers.RetryAfter?.ToString(), Is.EqualTo("5"));
        }

        _spark.IsGone = false;
        Assert.That((int?)(await host.GetAsync(Asked))["count"], Is.EqualTo(2));
        host.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.That((string?)(await HealthAsync(host, "available"))["status"], Is.EqualTo("healthy"));
    }

    [Test]
    public async Task An_embedded_query_does_not_care_for_a_dead_spark()
    {
        _spark.IsGone = true;
        await using ApiHost host = await SparkHost.StartAsync(
            _data,
            _spark,
            _snapshots,
            new Dictionary<string, string> { ["QUERY_ENGINE"] = "embedded", ["PIPELINE_ENGINE"] = "spark" }
        );
        Assert.That((int?)(await host.GetAsync(Asked))["count"], Is.EqualTo(2));
        JsonNode health = await host.GetAsync("/health");
        Assert.That(((string?)health["status"], (string?)health["spark_status"]), Is.EqualTo(("degraded", "unavailable")));
        Assert.That(_spark.Statements, Is.Empty);
    }

    [Test]
    public async Task The_previous_snapshots_answer_stands_in_for_a_dead_spark()
    {
        await using ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots);
        await host.GetAsync(Asked);
        _data.Customers(new { customer_id = "C3" });
        using HttpResponseMessage refresh = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        await host.RefreshedAsync();
        _spark.IsGone = true;

        using HttpResponseMessage response = await FaultyEngine.GetAsync(host, Asked);
        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.That(((int)response.StatusCode, (int?)answer["count"], (bool?)answer["meta"]!["stale"]), Is.EqualTo((200, 2, true)));
    }

    [Test]
    public async Task Nobody_notices_that_spark_was_started_anew()
    {
        await using ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots);
        await host.GetAsync(Asked);
        _spark.Restart();
        Assert.That((int?)(await host.GetAsync(NeverAsked))["count"], Is.EqualTo(2));
        Assert.That((string?)(await host.GetAsync("/health"))["engine_state"], Is.EqualTo("closed"));
    }

    [Test]
    public async Task A_new_snapshot_has_a_session_of_its_own_and_the_old_one_ends()
    {
        await using ApiHost host = await SparkHost.StartAsync(
            _data,
            _spark,
            _snapshots,
            new Dictionary<string, string> { ["CACHE_TTL_MINUTES"] = "0", ["REFRESH_WHEN_STALE"] = "false" }
        );
        await HealthAsync(host, "available");
        await host.GetAsync(Asked);
        _data.Customers(new { customer_id = "C3" });
        using HttpResponseMessage refresh = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        await host.RefreshedAsync();
        Assert.That((int?)(await host.GetAsync(Asked))["count"], Is.EqualTo(3));
        // The first looks whether Spark is there, or the second.
        Assert.That(() => _spark.Sessions.Count(session => session.IsDisposed), Is.EqualTo(1).After(5000, 5));
        Assert.That(_spark.Sessions, Has.Count.EqualTo(3));
    }

    [TestCase(SparkErrorKind.Statement, 500, "InternalError")]
    [TestCase(SparkErrorKind.Engine, 503, "EngineUnavailable")]
    [TestCase(SparkErrorKind.Refused, 503, "EngineUnavailable")]
    [TestCase(SparkErrorKind.Protocol, 503, "EngineUnavailable")]
    [TestCase(SparkErrorKind.SessionLost, 503, "EngineUnavailable")]
    [TestCase(SparkErrorKind.Unreachable, 503, "EngineUnavailable")]
    public async Task What_spark_says_stays_in_the_log(SparkErrorKind kind, int status, string type)
    {
        await using ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots);
        _spark.Fault = (_, statement) => statement.Tags.Contains("customer_profiles") ? new SparkException(kind, Secret) : null;
        using HttpResponseMessage response = await FaultyEngine.GetAsync(host, Asked);
        string body = await response.Content.ReadAsStringAsync();
        Assert.That(((int)response.StatusCode, (string?)JsonNode.Parse(body)!["error_type"]), Is.EqualTo((status, type)));
        Assert.That(body, Does.Not.Contain("secret").And.Not.Contain("SELECT").And.Not.Contain("Spark"));
    }

    [Test]
    public async Task What_a_killed_process_has_left_on_spark_is_ended_at_the_next_start()
    {
        string id = Guid.NewGuid().ToString();
        // No process has this number: Linux stops at 4194304.
        string mark = Path.Combine(_snapshots, $".spark-0123abcd-2147483647-1-{Environment.MachineName}");
        await File.WriteAllTextAsync(mark, $"# {_spark.Name}\n{id}");
        _spark.IsGone = true;
        await using ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots);
        Assert.That(_spark.Ended, Is.Empty);
        _spark.IsGone = false;
        host.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.That(() => _spark.Ended, Is.EqualTo(new[] { id }).After(5000, 5));
        Assert.That(() => File.Exists(mark), Is.False.After(5000, 5));
    }

    [Test]
    public async Task A_stop_ends_the_sessions_and_leaves_no_mark()
    {
        await using (ApiHost host = await SparkHost.StartAsync(_data, _spark, _snapshots))
        {
            await HealthAsync(host, "available");
            await host.GetAsync(Asked);
            Assert.That(Directory.GetFiles(_snapshots, Marks[0]), Has.Length.EqualTo(1));
        }
        Assert.That(_spark.Sessions.Select(session => session.IsDisposed), Is.EqualTo(new[] { true, true }));
        Assert.That(Directory.GetFiles(_snapshots, Marks[0]), Is.Empty);
    }

    /// <summary>Spark is looked at in the background.</summary>
    private static async Task<JsonNode> HealthAsync(ApiHost host, string spark)
    {
        JsonNode health = await host.GetAsync("/health");
        for (int i = 0; i < 1000 && (string?)health["spark_status"] != spark; i++)
        {
            await Task.Delay(5);
            health = await host.GetAsync("/health");
        }
        Assert.That((string?)health["spark_status"], Is.EqualTo(spark));
        return health;
    }
}
