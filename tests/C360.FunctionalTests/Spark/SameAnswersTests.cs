using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Spark;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Spark;

/// <summary>
/// The dozen, and faulty rows: whole answers of both engines over one snapshot. On the one the file of the embedded engine is asked, on the other the
/// Parquet beside it.
/// </summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class SameAnswersTests(bool isFaulty)
{
    private string _snapshots = null!;
    private SourceFolder _data = null!;
    private DuckDbSpark _cluster = null!;
    private ApiHost _embedded = null!;
    private ApiHost _spark = null!;

    private static IEnumerable<string> Paths() =>
        [
            .. EndpointTable
                .All.Where(endpoint => endpoint.Method == HttpMethod.Get && endpoint.Scope is not null)
                .Select(endpoint => endpoint.Path)
                // Of these only the rejected rows are a query.
                .Where(path =>
                    !Array.Exists((string[])["/admin", "/metrics", "/queries"], of => path.StartsWith(of, StringComparison.Ordinal))
                ),
            "/admin/data-quality/rejected-rows",
            "/admin/data-quality/rejected-rows?source=sales/transactions",
            "/admin/data-quality/rejected-rows?reason=missing&limit=1",
            "/admin/data-quality/rejected-rows?after=1",
            "/marketing/churn-risk-customers?min_lifetime_value=0",
            "/marketing/churn-risk-customers?min_lifetime_value=12.5&limit=1",
            "/marketing/customer-segmentation?by=customer_segment",
            "/marketing/customer-segmentation?by=generation_segment",
            "/finance/profitability-metrics?by=customer_segment",
            "/product/cross-sell-opportunities?limit=1",
            "/analytics/customer-profiles?limit=3",
            "/analytics/customer-profiles?customer_status=Active&customer_status=At%20Risk&loyalty_tier=Gold",
            "/analytics/customer-profiles?min_health_score=2.67&max_lifetime_value=999999999999.999999",
            "/analytics/customer-profiles?churn_risk_only=true&has_app_usage=false",
            "/analytics/customer-profiles?customer_segment=O'Brien",
        ];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _snapshots = Directory.CreateTempSubdirectory("c360-both-").FullName;
        _data = isFaulty ? FaultyRows.Create() : DozenCustomers.Create();
        _embedded = await ApiHost.StartAsync(_data, FaultyRows.OpenGate, snapshotPath: _snapshots);
        _cluster = new DuckDbSpark(_snapshots);
        _spark = await SparkHost.StartAsync(_data, _cluster, _snapshots, FaultyRows.OpenGate);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _spark.DisposeAsync();
        await _embedded.DisposeAsync();
        _cluster.Dispose();
        _data.Dispose();
        await TempFolder.RemoveAsync(_snapshots);
    }

    [TestCaseSource(nameof(Paths))]
    public async Task Spark_answers_as_the_embedded_engine_does(string path)
    {
        int asked = _cluster.Statements.Count;
        using HttpResponseMessage embedded = await _embedded.Client.GetAsync(path);
        using HttpResponseMessage spark = await _spark.Client.GetAsync(path);
        string body = await spark.Content.ReadAsStringAsync();
        Assert.Multiple(async () =>
        {
            Assert.That((int)embedded.StatusCode, Is.EqualTo(200).Or.EqualTo(404));
            Assert.That(spark.StatusCode, Is.EqualTo(embedded.StatusCode));
            Assert.That(WithoutTrace(body), Is.EqualTo(WithoutTrace(await embedded.Content.ReadAsStringAsync())));
            Assert.That(_cluster.Statements, Has.Count.GreaterThan(asked), "Spark was asked");
        });
    }

    [Test]
    public void All_queries_run_in_one_session_and_say_what_they_are()
    {
        SparkStatement[] queries =
        [
            .. _cluster.Statements.Where(statement => statement.Sql.Contains("customer_analytics_c360\n", StringComparison.Ordinal)),
        ];
        Assert.That(_cluster.Sessions, Has.Count.LessThanOrEqualTo(2), "one to ask, one to look whether it is there");
        Assert.That(queries.Select(query => query.Tags), Is.All.Count.EqualTo(2));
    }

    private static string WithoutTrace(string body)
    {
        JsonNode answer = JsonNode.Parse(body)!;
        answer["error_details"]?.AsObject().Remove("trace_id");
        return answer.ToJsonString();
    }
}
