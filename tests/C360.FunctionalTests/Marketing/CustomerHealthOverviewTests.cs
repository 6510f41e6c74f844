namespace C360.FunctionalTests.Marketing;

// Health (the sum of the scores / 3 a customer), spent, purchases:
// Active           C01, C04, C06            32 / 9 = 3.5556   (1000.00 + 49.94 + 49.94) / 3 = 366.6267                      15 / 3 = 5.0
// At Risk          C02, C03, C07, C05, C08  45 / 15 = 3.00    (500.00 + 250.00 + 50.00 − 0.05 + 999.99) / 5 = 359.988       12 / 5 = 2.4
// Churned          A/B, A%2FB, A B          20 / 9 = 2.2222   (200.00 + 200.00 + 49.99) / 3 = 149.9967                      7 / 3 = 2.3333
// Never Purchased  日本                      3 / 3 = 1.00      0.00                                                          0.0
internal sealed class CustomerHealthOverviewTests
{
    private const string Route = "/marketing/customer-health-overview";

    [Test]
    public Task Shows_each_status_with_its_means() => Dozen.AssertExampleAsync(Route, "customer_health_overview");

    [Test]
    public async Task Largest_groups_come_first_and_equal_ones_by_name() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "customer_count", "customer_status"),
            Is.EqualTo(new[] { "5 | At Risk", "3 | Active", "3 | Churned", "1 | Never Purchased" })
        );

    [Test]
    public async Task Statuses_that_nobody_has_do_not_appear() =>
        Assert.That(
            Dozen.Lines(await (await Dozen.Alone).GetAsync(Route), "customer_status", "avg_health_score", "avg_total_spent"),
            Is.EqualTo(new[] { "Never Purchased | 1.00 | 0.00" })
        );
}
