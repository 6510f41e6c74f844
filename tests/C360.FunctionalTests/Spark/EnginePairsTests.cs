using System.Text.Json.Nodes;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;
using C360.Spark.Tests.Emulation;
using C360.Spark.Tests.Server;

namespace C360.FunctionalTests.Spark;

/// <summary>
/// The four pairs of engines over <see cref="DozenCustomers"/>, Spark at the other end of a real connection: whoever builds and whoever is asked, the
/// bodies are those that were worked out by hand.
/// </summary>
[TestFixture("embedded", "embedded")]
[TestFixture("spark", "embedded")]
[TestFixture("embedded", "spark")]
[TestFixture("spark", "spark")]
internal sealed class EnginePairsTests(string pipeline, string query)
{
    private string _snapshots = null!;
    private SourceFolder _data = null!;
    private DuckDbSpark _spark = null!;
    private ScriptedSpark _server = null!;
    private ApiHost _host = null!;

    private static IEnumerable<string> Lists() =>
        EndpointTable
            .All.Where(endpoint =>
                endpoint.Scope is Scope.Read or Scope.Customers && !endpoint.Path.EndsWith("/C1", StringComparison.Ordinal)
            )
            // The catalogue asks no engine.
            .Where(endpoint => !endpoint.Path.StartsWith("/queries", StringComparison.Ordinal))
            // The example of the profiles shows two.
            .Select(endpoint =>
                endpoint.Path.EndsWith("/customer-profiles", StringComparison.Ordinal) ? $"{endpoint.Path}?limit=2" : endpoint.Path
            );

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _snapshots = Directory.CreateTempSubdirectory("c360-pairs-").FullName;
        _data = DozenCustomers.Create();
        _spark = new DuckDbSpark(_snapshots, _data.Path);
        // Lists come in several batches.
        _server = await ScriptedSpark.StartAsync(new WiredSpark(_spark, rowsPerBatch: 3));
        _host = await ApiHost.StartAsync(
            _data,
            new Dictionary<string, string>
            {
                ["PIPELINE_ENGINE"] = pipeline,
                ["QUERY_ENGINE"] = query,
                ["SPARK_REMOTE"] = _server.Address,
            },
            snapshotPath: _snapshots
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
        _spark.Dispose();
        _data.Dispose();
        await TempFolder.RemoveAsync(_snapshots);
    }

    [TestCaseSource(nameof(Lists))]
    public Task Answers_what_was_worked_out_by_hand(string path) =>
        Examples.AssertAsync(_host, path, path.Split('/')[^1].Split('?')[0].Replace('-', '_'));

    [Test]
    public async Task Each_engine_does_its_part()
    {
        JsonNode snapshot = (await _host.GetAsync("/admin/snapshots"))["data"]![0]!;
        // Asked of nobody's memory: the warm-up knows no such limit.
        await _host.GetAsync("/analytics/customer-profiles?limit=7");
        string[] asked = [.. _spark.Statements.Select(statement => statement.Sql)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)snapshot["engine"], Is.EqualTo(pipeline));
            Assert.That(
                asked.Any(sql => sql.StartsWith("INSERT OVERWRITE DIRECTORY", StringComparison.Ordinal)),
                Is.EqualTo(pipeline == "spark")
            );
            Assert.That(asked.Any(sql => sql.Contains("LIMIT :limit", StringComparison.Ordinal)), Is.EqualTo(query == "spark"));
        }
    }

    [Test]
    public async Task Health_tells_of_Spark_where_it_is_used()
    {
        bool isUsed = (pipeline, query) != ("embedded", "embedded");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        JsonNode health = await _host.GetAsync("/health");
        // The first look is at the start, beside everything else.
        while (isUsed && (string?)health["spark_status"] != "available" && !limit.IsCancellationRequested)
            health = await _host.GetAsync("/health");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)health["spark_status"], Is.EqualTo(isUsed ? "available" : "not_configured"));
            Assert.That((string?)health["spark_version"], Is.EqualTo(isUsed ? "4.0.5" : null));
            Assert.That((string?)health["status"], Is.EqualTo("healthy"));
        }
    }
}
