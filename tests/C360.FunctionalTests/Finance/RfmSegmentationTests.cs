namespace C360.FunctionalTests.Finance;

// The first match of r ≥ 4, f ≥ 4, m ≥ 4 Champions; r ≥ 3, f ≥ 3, m ≥ 4 Loyal Customers; r ≥ 4, f ≤ 2, m ≥ 3 Big Spenders; r ≥ 4, f ≥ 3, m
// ≤ 2 Potential Loyalists; r ≤ 2, f ≥ 3, m ≥ 3 At Risk; r ≤ 2, f ≤ 2 Hibernating; else Others:
// 555 C01 Champions, 531 C04 Potential Loyalists, 521 C06 Others, 444 C08 Champions, 423 C03 Big Spenders, 421 C05 Others, 334 C02 Loyal
// Customers, 322 C07 Others, 233 A/B and A%2FB At Risk, 121 A B Hibernating, 111 日本 Hibernating.
// All 125 combinations are judged in the unit tests.
internal sealed class RfmSegmentationTests
{
    private const string Route = "/finance/rfm-segmentation";

    [Test]
    public Task Shows_each_combination_of_scores_with_its_name() => Dozen.AssertExampleAsync(Route, "rfm_segmentation");

    [Test]
    public async Task Highest_scores_come_first() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "recency_score", "frequency_score", "monetary_score"),
            Is.EqualTo(
                new[]
                {
                    "5 | 5 | 5",
                    "5 | 3 | 1",
                    "5 | 2 | 1",
                    "4 | 4 | 4",
                    "4 | 2 | 3",
                    "4 | 2 | 1",
                    "3 | 3 | 4",
                    "3 | 2 | 2",
                    "2 | 3 | 3",
                    "1 | 2 | 1",
                    "1 | 1 | 1",
                }
            )
        );
}
