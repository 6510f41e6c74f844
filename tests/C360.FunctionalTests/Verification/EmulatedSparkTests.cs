using C360.Application.Verification;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Spark;
using C360.Spark.Tests.Emulation;

namespace C360.FunctionalTests.Verification;

/// <summary>The engine for Spark, build and queries, says what the embedded engine says, on the cluster that DuckDB plays.</summary>
internal sealed class EmulatedSparkTests
{
    private static IEnumerable<TestCaseData> Folders() =>
        [
            new TestCaseData((Func<SourceFolder>)DozenCustomers.Create).SetArgDisplayNames("good rows"),
            new TestCaseData((Func<SourceFolder>)FaultyRows.Create).SetArgDisplayNames("faulty rows"),
        ];

    [TestCaseSource(nameof(Folders))]
    public async Task All_that_can_be_asked_has_the_same_answer(Func<SourceFolder> create)
    {
        using SourceFolder data = create();
        using var spark = new DuckDbSpark("/");
        List<EngineComparison> comparisons = await Compared.WithSparkAsync(data.Path, spark);

        Assert.That(comparisons.Where(comparison => !comparison.IsEqual).Take(20), Is.Empty);
        Assert.That(comparisons, Has.Count.GreaterThan(100));
    }

    [Test]
    public async Task A_cluster_that_refuses_ends_it_with_its_words()
    {
        using SourceFolder data = DozenCustomers.Create();
        using var spark = new DuckDbSpark("/")
        {
            Fault = (_, _) => new SparkException(SparkErrorKind.Refused, "Invalid authentication token"),
        };
        await Assert.ThatAsync(
            () => Compared.WithSparkAsync(data.Path, spark),
            Throws.TypeOf<EnginesNotComparableException>().With.Message.Contains("look at the token in SPARK_REMOTE")
        );
    }
}
