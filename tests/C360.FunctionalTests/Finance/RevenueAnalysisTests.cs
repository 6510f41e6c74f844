using System.Globalization;

namespace C360.FunctionalTests.Finance;

// Premium   C01, C02, A%2FB          1000.00 + 500.00 + 200.00 = 1700.00                        / 3 = 566.67    50.749 %
// Standard  C03, C04, C07, C08, A/B  250.00 + 49.94 + 50.00 + 999.99 + 200.00 = 1549.93         / 5 = 309.986   46.269 %
// Basic     C05, A B                 −0.05 + 49.99 = 49.94                                      / 2 = 24.97      1.491 %
// none      C06, 日本                 49.94 + 0.00 = 49.94, as much as Basic                     / 2 = 24.97      1.491 %
// All: 3349.81.
internal sealed class RevenueAnalysisTests
{
    private const string Route = "/finance/revenue-analysis";

    [Test]
    public Task Shows_the_revenue_of_each_segment_and_its_share() => Dozen.AssertExampleAsync(Route, "revenue_analysis");

    [Test]
    public async Task Largest_segments_come_first_and_those_without_one_last_among_equals() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "total_revenue", "customer_segment"),
            Is.EqualTo(new[] { "1700.00 | Premium", "1549.93 | Standard", "49.94 | Basic", "49.94 | -" })
        );

    [Test]
    public async Task A_share_of_nothing_is_null() =>
        Assert.That(
            Dozen.Lines(await (await Dozen.Alone).GetAsync(Route), "total_revenue", "percentage_of_total_revenue"),
            Is.EqualTo(new[] { "0.00 | -" })
        );

    // The completed purchases up to as_of of customers with an e-mail address:
    // 10 × 100.00 + (300.00 + 150.00 + 50.00) + 250.00 + 49.94 + 50.00 + 49.94 − 0.05 + 999.99 + 200.00 + 200.00 + 49.99 = 3349.81
    [TestCase("/finance/revenue-analysis", "total_revenue")]
    [TestCase("/finance/customer-lifetime-value", "total_revenue")]
    [TestCase("/analytics/customer-profiles", "total_spent")]
    public async Task The_revenue_of_all_is_the_same_wherever_it_is_shown(string route, string column) =>
        Assert.That(
            (await Dozen.ColumnAsync(route, column)).Sum(amount => decimal.Parse(amount, CultureInfo.InvariantCulture)),
            Is.EqualTo(3349.81m)
        );
}
