namespace C360.FunctionalTests.Finance;

// Net, goods, shipping, support: gross = net − goods, margin = (gross − shipping − support) / net, shipping and support per customer.
// Platinum      C01            290.10, 125.25, 10.00, 25.00: 164.85, 129.85 / 290.10 = 0.44760, 35.00
// Silver        C03, C08, A/B  100.00 + 80.00 + 50.00, 70.00, 4.99, 12.50: 160.00, 142.51 / 230.00 = 0.6196, 17.49 / 3 = 5.83
// Gold          C02, A%2FB     50.00 + 150.00, 5.25 + 120.00, 0, 50.00 + 25.00: 74.75, −0.25 / 200.00 = −0.00125 → −0.0013, 75.00 / 2
// Bronze        C04, C05, A B  20.00 − 10.00 + 50.00, 10.50 + 7.50 + 7.50, 0, 25.00: 34.50, 9.50 / 60.00 = 0.15833, 25.00 / 3 = 8.33
// Not Enrolled  C06, 日本       40.00, 0, 0.03, 12.50: 40.00, 27.47 / 40.00 = 0.68675 → 0.6868, 12.53 / 2 = 6.265 → 6.27
// Diamond       C07            nothing: no margin
internal sealed class ProfitabilityMetricsTests
{
    private const string Route = "/finance/profitability-metrics";

    [Test]
    public Task Groups_by_loyalty_tier_unless_asked_otherwise() => Dozen.AssertExampleAsync(Route, "profitability_metrics");

    [Test]
    public async Task Groups_by_loyalty_tier_when_asked() =>
        Assert.That(await By("loyalty_tier"), Is.EqualTo(await Dozen.LinesAsync(Route, Columns)));

    // Premium  C01, C02, A%2FB: 490.10, goods 250.50; (239.60 − 110.00) / 490.10 = 0.26443, 110.00 / 3 = 36.67.
    // Standard C03, C04, C07, C08, A/B: 250.00, goods 80.50; (169.50 − 42.49) / 250.00 = 0.50804, 42.49 / 5 = 8.498.
    // Basic    C05, A B: 40.00, goods 15.00; 25.00 / 40.00, nothing to serve. None: C06, 日本, as above, sold as much as Basic, and last.
    [Test]
    public async Task Groups_by_customer_segment_with_those_without_one_last_among_equals() =>
        Assert.That(
            await By("customer_segment"),
            Is.EqualTo(
                new[]
                {
                    "Premium | 3 | 490.10 | 239.60 | 0.2644 | 36.67",
                    "Standard | 5 | 250.00 | 169.50 | 0.5080 | 8.50",
                    "Basic | 2 | 40.00 | 25.00 | 0.6250 | 0.00",
                    "- | 2 | 40.00 | 40.00 | 0.6868 | 6.27",
                }
            )
        );

    // VIP C01, C07: 35.00 / 2. Medium Value C03, C04, C08, A/B: 42.49 / 4 = 10.6225.
    [Test]
    public async Task Groups_by_value_segment() =>
        Assert.That(
            await By("value_segment"),
            Is.EqualTo(
                new[]
                {
                    "VIP | 2 | 290.10 | 164.85 | 0.4476 | 17.50",
                    "Medium Value | 4 | 250.00 | 169.50 | 0.5080 | 10.62",
                    "High Value | 2 | 200.00 | 74.75 | -0.0013 | 37.50",
                    "Low Value | 2 | 40.00 | 25.00 | 0.6250 | 0.00",
                    "Not Enrolled | 2 | 40.00 | 40.00 | 0.6868 | 6.27",
                }
            )
        );

    private static readonly string[] Columns =
    [
        "customer_tier",
        "customer_count",
        "total_revenue",
        "gross_profit",
        "avg_profit_margin",
        "cost_to_serve",
    ];

    private static Task<string[]> By(string column) => Dozen.LinesAsync($"{Route}?by={column}", Columns);
}
