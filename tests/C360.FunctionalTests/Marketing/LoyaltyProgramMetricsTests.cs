namespace C360.FunctionalTests.Marketing;

// Diamond       C07            lifetime value 10,000.00, spent 50.00, no balance and no rate known
// Platinum      C01            10,000.00, 1000.00, 1500, 33.33 %
// Gold          C02, A%2FB     (5000.00 + 9999.99) / 2 = 7499.995 → 7500.00   (500.00 + 200.00) / 2 = 350.00   (2 + 3) / 2 = 2.5 → 3
//                              (1/32 + 1/16) / 2 = 4.6875 % → 4.7
// Silver        C03, C08, A/B  (2500.00 + 2000.00 + 1000.00) / 3 = 1833.33    (250.00 + 999.99 + 200.00) / 3 = 483.33
//                              (7 + 8 + 6) / 3 = 7   C03 earned nothing: (6.25 + 6.25) / 2 = 6.25 % → 6.3
// Bronze        C04, C05, A B  (2000.01 − 999.99 + 999.99) / 3 = 666.67       (49.94 − 0.05 + 49.99) / 3 = 33.2933
//                              A B's balance is not known: (0 − 5) / 2 = −2.5 → −3   (100 + 150) / 2 = 125.0 %
// Not Enrolled  C06, 日本       0.00                                            (49.94 + 0.00) / 2 = 24.97      0        nobody earned
internal sealed class LoyaltyProgramMetricsTests
{
    private const string Route = "/marketing/loyalty-program-metrics";

    [Test]
    public Task Shows_each_tier_with_its_means() => Dozen.AssertExampleAsync(Route, "loyalty_program_metrics");

    [Test]
    public async Task Most_valuable_tiers_come_first_and_equal_ones_by_name() =>
        Assert.That(
            (await Dozen.LinesAsync(Route, "avg_lifetime_value", "loyalty_tier")).Take(3),
            Is.EqualTo(new[] { "10000.00 | Diamond", "10000.00 | Platinum", "7500.00 | Gold" })
        );

    [Test]
    public async Task A_tier_that_is_new_has_members_of_its_own_and_nothing_known_is_null() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "loyalty_tier", "avg_points_balance", "avg_redemption_rate_pct"),
            Has.Some.EqualTo("Diamond | - | -")
        );

    [Test]
    public async Task Halves_are_rounded_away_from_zero_on_either_side() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "loyalty_tier", "avg_points_balance"),
            Is.SupersetOf(new[] { "Gold | 3", "Bronze | -3" })
        );
}
