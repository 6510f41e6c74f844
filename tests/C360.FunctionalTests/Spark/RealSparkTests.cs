using C360.Application.Verification;
using C360.FunctionalTests.TestData;
using C360.FunctionalTests.Verification;
using C360.Infrastructure;

namespace C360.FunctionalTests.Spark;

/// <summary>
/// A real cluster says what the embedded engine says. Runs when SPARK_REMOTE names one. A cluster on other machines must see the folders of these tests:
/// set TMPDIR to one that it sees under the same path and may write to.
/// </summary>
[Category("RealSpark")]
internal sealed class RealSparkTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 20);
    private string _remote = null!;

    [SetUp]
    public void FindSpark()
    {
        _remote = Environment.GetEnvironmentVariable("SPARK_REMOTE") ?? "";
        if (_remote.Length == 0)
            Assert.Ignore("SPARK_REMOTE is not set: no real Spark was asked, nothing is compared with one here");
    }

    [TestCase("csv")]
    [TestCase("parquet")]
    public async Task Generated_data_is_the_same_on_both_engines(string format)
    {
        string parent = Directory.CreateTempSubdirectory("c360-real-spark-").FullName;
        try
        {
            string data = Path.Combine(parent, "data");
            InfrastructureServices.GenerateSampleData(2000, 7, AsOf, format, data, CancellationToken.None);
            AssertEqual(await Compared.WithSparkAsync(data, _remote));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Test]
    public async Task Faulty_rows_are_rejected_by_both_engines_for_the_same_reasons()
    {
        using SourceFolder data = FaultyRows.Create();
        AssertEqual(await Compared.WithSparkAsync(data.Path, _remote));
    }

    [Test]
    public async Task Every_boundary_of_the_rules_is_the_same_on_both_engines()
    {
        using SourceFolder data = DozenCustomers.Create();
        AssertEqual(await Compared.WithSparkAsync(data.Path, _remote));
    }

    private static void AssertEqual(IReadOnlyCollection<EngineComparison> comparisons)
    {
        Assert.That(comparisons, Has.Count.GreaterThan(100));
        Assert.That(comparisons.Where(comparison => !comparison.IsEqual), Is.Empty);
    }
}
