using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Spark;

internal sealed class SparkPipelineEngineTests
{
    [Test]
    public async Task The_dozen_customers_come_out_the_same()
    {
        using SourceFolder data = DozenCustomers.Create();
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual();
        // Twelve of them are in the views.
        Assert.That(builds.OnSpark.Result.TotalCustomers, Is.EqualTo(12));
    }

    [Test]
    public async Task Every_reason_comes_out_the_same()
    {
        using SourceFolder data = FaultyRows.Create();
        using BothBuilds builds = await BothBuilds.RunAsync(data);

        builds.AssertEqual("row_id, source, file, key, column_name, reason");
        Assert.That(builds.OnSpark.Rows("SELECT count(*) FROM rejected_rows"), Is.EqualTo(new[] { "9" }));
    }
}
