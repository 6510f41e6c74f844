namespace C360.FunctionalTests.Finance;

// VIP           C01, C07            10,000.00                                     1000.00 + 50.00 = 1050.00           11 / 2 = 5.5
// High Value    C02, A%2FB          (5000.00 + 9999.99) / 2 = 7499.995 → 7500.00  500.00 + 200.00 = 700.00            6 / 2 = 3.0
// Medium Value  C03, C04, C08, A/B  7500.01 / 4 = 1875.0025                       250.00 + 49.94 + 999.99 + 200.00    13 / 4 = 3.25 → 3.3
// Low Value     C05, A B            (−999.99 + 999.99) / 2 = 0.00                 −0.05 + 49.99 = 49.94               3 / 2 = 1.5
// Not Enrolled  C06, 日本            0.00                                          49.94 + 0.00 = 49.94                1 / 2 = 0.5
internal sealed class CustomerLifetimeValueTests
{
    private const string Route = "/finance/customer-lifetime-value";

    [Test]
    public Task Shows_value_and_revenue_of_each_segment() => Dozen.AssertExampleAsync(Route, "customer_lifetime_value");

    [Test]
    public async Task Most_valuable_segments_come_first_and_equal_ones_by_name() =>
        Assert.That(
            (await Dozen.LinesAsync(Route, "avg_lifetime_value", "value_segment"))[^2..],
            Is.EqualTo(new[] { "0.00 | Low Value", "0.00 | Not Enrolled" })
        );
}
