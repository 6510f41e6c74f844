using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Pipeline.Building;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Building;
using C360.Spark.Tests.Emulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace C360.FunctionalTests.Spark;

/// <summary>The whole service, which builds on Spark and serves on the embedded engine.</summary>
internal sealed class SparkRefreshTests
{
    [Test]
    public async Task What_is_built_on_Spark_is_served_and_a_cluster_that_dies_leaves_it_alone()
    {
        using SourceFolder data = DozenCustomers.Create();
        using var spark = new DuckDbSpark("/");
        await using ApiHost host = await ApiHost.StartAsync(data, replace: services => Replace(services, spark));
        string before = Version(await host.GetAsync("/health"));
        string[] files = [.. Directory.EnumerateDirectories(host.SnapshotPath)];
        await Examples.AssertAsync(host, "/marketing/churn-risk-customers", "churn_risk_customers");

        foreach (string dies in new[] { "SELECT path", "CREATE DATABASE", "CREATE TABLE", "INSERT OVERWRITE" })
        {
            spark.Fault = (_, asked) =>
                asked.Sql.StartsWith(dies, StringComparison.Ordinal) ? new SparkException(SparkErrorKind.Unreachable, "dead") : null;
            host.Time.Advance(TimeSpan.FromSeconds(1));
            JsonNode failed = await RefreshedAsync(host);

            Assert.That((string?)failed["status"], Is.EqualTo("failed"), dies);
            Assert.That((string?)failed["error"], Does.StartWith("The Spark cluster went away while "));
            Assert.That(Directory.EnumerateDirectories(host.SnapshotPath), Is.EquivalentTo(files), "nothing of the failed build is left");
            Assert.That(Version(await host.GetAsync("/health")), Is.EqualTo(before));
        }

        spark.Fault = null;
        host.Time.Advance(TimeSpan.FromSeconds(1));
        JsonNode next = await RefreshedAsync(host);
        Assert.That((string?)next["status"], Is.EqualTo("succeeded"));
        Assert.That(Version(await host.GetAsync("/health")), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task Unchanged_sources_are_not_built_again()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        using var spark = new DuckDbSpark("/");
        await using ApiHost host = await ApiHost.StartAsync(data, replace: services => Replace(services, spark));
        int statements = spark.Statements.Count;

        using HttpResponseMessage answer = await host.Client.PostAsync("/admin/refresh-data", null);
        await host.RefreshedAsync();

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(spark.Statements.Skip(statements).Select(statement => statement.Sql), Is.All.StartsWith("SELECT path"));
    }

    [Test]
    public async Task A_service_that_starts_before_its_cluster_builds_as_soon_as_that_is_there()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        string snapshots = Directory.CreateTempSubdirectory("c360-early-").FullName;
        using var spark = new DuckDbSpark(snapshots, data.Path) { IsGone = true };
        await using ApiHost host = await SparkHost.StartAsync(
            data,
            spark,
            snapshots,
            new Dictionary<string, string> { ["PIPELINE_ENGINE"] = "spark", ["QUERY_ENGINE"] = "embedded" }
        );
        Assert.That((string?)(await LatestAsync(host))["error"], Is.EqualTo("The Spark cluster of SPARK_REMOTE cannot be reached."));

        spark.IsGone = false;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((string?)(await LatestAsync(host))["status"] != "succeeded" && !limit.IsCancellationRequested)
            host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((int?)(await host.GetAsync("/health"))["total_customers"], Is.EqualTo(1));
        Assert.That((int?)(await host.GetAsync("/admin/refreshes"))["count"], Is.EqualTo(2), "one that failed, one that went well");
        await TempFolder.RemoveAsync(snapshots);
    }

    [Test]
    public async Task A_first_build_that_fails_for_another_reason_is_not_begun_again_by_itself()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Without("sales/transactions");
        string snapshots = Directory.CreateTempSubdirectory("c360-early-").FullName;
        using var spark = new DuckDbSpark(snapshots, data.Path);
        await using ApiHost host = await SparkHost.StartAsync(
            data,
            spark,
            snapshots,
            new Dictionary<string, string> { ["PIPELINE_ENGINE"] = "spark", ["QUERY_ENGINE"] = "embedded" }
        );
        for (int i = 0; i < 120; i++)
            host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.RefreshedAsync();

        // The cluster may not have been seen yet when the first one failed.
        Assert.That((int?)(await host.GetAsync("/admin/refreshes"))["count"], Is.LessThanOrEqualTo(2));
        Assert.That((string?)(await LatestAsync(host))["error"], Does.StartWith("The source sales/transactions is missing"));
        await TempFolder.RemoveAsync(snapshots);
    }

    private static async Task<JsonNode> LatestAsync(ApiHost host) => (await host.GetAsync("/admin/refreshes"))["data"]![0]!;

    private static void Replace(IServiceCollection services, DuckDbSpark spark) =>
        services.Replace(ServiceDescriptor.Singleton<IPipelineEngine>(new SparkPipelineEngine(spark, Build.Resources)));

    private static string Version(JsonNode health) => health["data_version"]!.GetValue<string>();

    private static async Task<JsonNode> RefreshedAsync(ApiHost host)
    {
        string id = await Admin.RefreshesTests.ForceAsync(host);
        return (await host.GetAsync($"/admin/refreshes/{id}"))["data"]!;
    }
}
