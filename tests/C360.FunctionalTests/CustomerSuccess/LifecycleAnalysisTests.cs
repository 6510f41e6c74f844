namespace C360.FunctionalTests.CustomerSuccess;

// New          C04, C06             5 / 2 = 2.5    99.88 / 2 = 49.94                           17 / 6 = 2.8333    both Active
// Recent       C03, C08             6 / 2 = 3.0    (250.00 + 999.99) / 2 = 624.995 → 625.00    21 / 6 = 3.50      none
// Established  C02, C07, A B        5 / 3 = 1.6667 (500.00 + 50.00 + 49.99) / 3 = 199.9967     21 / 9 = 2.3333    none
// Veteran      C01, C05, A/B, A%2FB 18 / 4 = 4.5   (1000.00 − 0.05 + 200.00 + 200.00) / 4 = 349.9875   38 / 12 = 3.1667   C01
// Unknown      日本                  0.0            0.00                                        1.00               none
internal sealed class LifecycleAnalysisTests
{
    private const string Route = "/customer-success/lifecycle-analysis";

    [Test]
    public Task Shows_how_customers_develop() => Dozen.AssertExampleAsync(Route, "lifecycle_analysis");

    [Test]
    public async Task Follows_the_life_of_a_customer_and_ends_with_what_is_not_known() =>
        Assert.That(
            await Dozen.ColumnAsync(Route, "customer_tenure_segment"),
            Is.EqualTo(new[] { "New (0-30 days)", "Recent (31-90 days)", "Established (3-12 months)", "Veteran (1+ years)", "Unknown" })
        );
}
