namespace C360.FunctionalTests.Rules;

/// <summary>loyalty_tier, points_balance, lifetime_value, value_segment, redemption_rate, tier_upgrade_opportunity.</summary>
internal sealed class LoyaltyTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new(
            "no loyalty row",
            (_, _) => { },
            new
            {
                loyalty_tier = "Not Enrolled",
                value_segment = "Not Enrolled",
                lifetime_value = 0m,
                points_balance = 0,
                redemption_rate = (double?)null,
                tier_upgrade_opportunity = false,
            }
        ),
        new(
            "a loyalty row",
            (data, customer_id) =>
                data.LoyaltyProgram(
                    new
                    {
                        customer_id,
                        loyalty_tier = "Gold",
                        points_balance = 15420,
                        lifetime_value = 12500.75m,
                    }
                ),
            new
            {
                loyalty_tier = "Gold",
                points_balance = 15420,
                lifetime_value = 12500.75m,
            }
        ),
        new(
            "a tier not known today",
            (data, customer_id) =>
                data.LoyaltyProgram(
                    new
                    {
                        customer_id,
                        loyalty_tier = "Diamond",
                        lifetime_value = 3000m,
                    }
                ),
            new
            {
                loyalty_tier = "Diamond",
                value_segment = "Medium Value",
                tier_upgrade_opportunity = false,
            }
        ),
        new(
            "an unknown balance of a member is not 0",
            (data, customer_id) => data.LoyaltyProgram(new { customer_id, points_balance = "" }),
            new { points_balance = (int?)null }
        ),
        new(
            "a negative balance",
            (data, customer_id) => data.LoyaltyProgram(new { customer_id, points_balance = -5 }),
            new { points_balance = -5 }
        ),
        new("a negative lifetime value", Worth(-0.01m), new { value_segment = "Low Value", lifetime_value = -0.01m }),
        new("worth nothing, but enrolled", Worth(0m), new { value_segment = "Low Value", lifetime_value = 0m }),
        new("worth 999.99", Worth(999.99m), new { value_segment = "Low Value" }),
        new("worth 1000.00", Worth(1000m), new { value_segment = "Medium Value" }),
        new("worth 4999.99", Worth(4999.99m), new { value_segment = "Medium Value" }),
        new("worth 5000.00", Worth(5000m), new { value_segment = "High Value" }),
        new("worth 9999.99", Worth(9999.99m), new { value_segment = "High Value" }),
        new("worth 10000.00", Worth(10000m), new { value_segment = "VIP", lifetime_value = 10000m }),
        // 13030 / 28450
        new("redeemed a part", Points(28450, 13030), new { redemption_rate = 13030 / 28450.0 }),
        new("redeemed more than earned", Points(1, 2_000_000), new { redemption_rate = 2_000_000.0 }),
        new("redeemed nothing", Points(100, 0), new { redemption_rate = 0.0 }),
        new("earned nothing", Points(0, 50), new { redemption_rate = (double?)null }),
        new("earned nobody knows what", Points("", 50), new { redemption_rate = (double?)null }),
        new("redeemed nobody knows what", Points(100, ""), new { redemption_rate = (double?)null }),
        new("Bronze, worth 2000.00", Tier("Bronze", 2000.00m), new { tier_upgrade_opportunity = false }),
        new("Bronze, worth 2000.01", Tier("Bronze", 2000.01m), new { tier_upgrade_opportunity = true }),
        new("Silver, worth 2000.01", Tier("Silver", 2000.01m), new { tier_upgrade_opportunity = true }),
        new("Gold, worth 2000.01", Tier("Gold", 2000.01m), new { tier_upgrade_opportunity = false }),
        new("Platinum, worth 2000.01", Tier("Platinum", 2000.01m), new { tier_upgrade_opportunity = false }),
    ];

    [OneTimeSetUp]
    public Task Build() => BuildAsync(Cases);

    [TestCaseSource(nameof(Cases))]
    public void A_member(RuleCase rule) => Check(rule);

    private static Given Worth(decimal lifetime_value) => (data, customer_id) => data.LoyaltyProgram(new { customer_id, lifetime_value });

    private static Given Points(object points_earned_ytd, object points_redeemed_ytd) =>
        (data, customer_id) =>
            data.LoyaltyProgram(
                new
                {
                    customer_id,
                    points_earned_ytd,
                    points_redeemed_ytd,
                }
            );

    private static Given Tier(string loyalty_tier, decimal lifetime_value) =>
        (data, customer_id) =>
            data.LoyaltyProgram(
                new
                {
                    customer_id,
                    loyalty_tier,
                    lifetime_value,
                }
            );
}
