using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Spark;

/// <summary>Whichever engine builds and whichever answers: the dozen's answers are the same.</summary>
internal sealed class PairsTests
{
    private static readonly string[] Asked =
    [
        "/marketing/churn-risk-customers",
        "/finance/profitability-metrics",
        "/product/category-insights",
        "/analytics/customer-profiles",
    ];

    [TestCase("embedded", "spark")]
    [TestCase("spark", "embedded")]
    [TestCase("spark", "spark")]
    public async Task A_pair_of_engines_answers_as_the_embedded_pair(string builds, string answers)
    {
        using SourceFolder data = DozenCustomers.Create();
        string snapshots = Directory.CreateTempSubdirectory("c360-pair-").FullName;
        try
        {
            using var spark = new DuckDbSpark(snapshots, data.Path);
            await using ApiHost host = await SparkHost.StartAsync(
                data,
                spark,
                snapshots,
                new Dictionary<string, string> { ["PIPELINE_ENGINE"] = builds, ["QUERY_ENGINE"] = answers }
            );
            foreach (string path in Asked)
            {
                JsonNode expected = await (await Dozen.Host).GetAsync(path);
                Assert.That(Examples.Comparable(await host.GetAsync(path)), Is.EqualTo(Examples.Comparable(expected)), path);
            }
            Assert.That(spark.Statements, Is.Not.Empty);
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }
}
