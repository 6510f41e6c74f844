using C360.Domain.Refreshing;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>The largest values that are admitted, through all sums.</summary>
internal sealed class ExtremeAmountsTests
{
    private const decimal Most = 9999999999.99m;

    [Test]
    public async Task Sums_of_the_largest_amounts_are_exact()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .LoyaltyProgram(
                new
                {
                    lifetime_value = Most,
                    points_balance = int.MaxValue,
                    points_earned_ytd = 1,
                    points_redeemed_ytd = int.MinValue,
                }
            )
            .Transactions([
                .. Enumerable.Repeat(new { total_amount = Most }, 200),
                new { total_amount = -Most },
                new { total_amount = 0.01m },
            ])
            .Products(new { cost = Most })
            .TransactionItems([
                .. Enumerable.Repeat(
                    new
                    {
                        quantity = 1,
                        line_total = Most,
                        discount_applied = -Most,
                    },
                    200
                ),
            ])
            .AppUsage([
                .. Enumerable.Repeat(
                    new
                    {
                        session_duration_minutes = int.MaxValue,
                        pages_viewed = int.MaxValue,
                        actions_taken = int.MaxValue,
                    },
                    3
                ),
            ])
            .Shipments([.. Enumerable.Repeat(new { shipping_cost = Most }, 200)]);
        using Build build = await Build.RunAsync(data);

        Assert.Multiple(() =>
        {
            // 199 × 9999999999.99 + 0.01 = 1989999999998.01 + 0.01; 400 ×, 200 × and 200 × the most.
            Assert.That(
                build.Rows(
                    "SELECT lifetime_value, points_balance, redemption_rate, total_spent, net_revenue, cost_of_goods, shipping_cost FROM customer_analytics_c360"
                ),
                Is.EqualTo(
                    new[] { "9999999999.99|2147483647|-2147483648.0|1989999999998.02|3999999999996.00|1999999999998.00|1999999999998.00" }
                )
            );
            // 3 × 2147483647 = 6442450941 each; a mean of 2147483647; 6442450941 × (0.3 + 0.4 + 0.3).
            Assert.That(
                build.Rows(
                    "SELECT total_session_minutes, total_pages_viewed, total_actions_taken, avg_session_duration, app_engagement_score FROM customer_analytics_c360"
                ),
                Is.EqualTo(new[] { "6442450941|6442450941|6442450941|2147483647.0|6442450941.0" })
            );
            Assert.That(build.Result.ControlTotals.Profiles, Is.EqualTo(1989999999998.02m));
        });
    }

    [Test]
    public async Task Cost_of_goods_may_be_as_large_as_a_sum_of_money()
    {
        // 999999 × 9999999999.99 = 9999989999990000.01; DECIMAL(18, 2) ends at 9999999999999999.99.
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { })
            .Products(new { cost = Most })
            .TransactionItems(new { quantity = 999_999 });
        using Build build = await Build.RunAsync(data);

        Assert.That(build.Rows("SELECT cost_of_goods FROM customer_analytics_c360"), Is.EqualTo(new[] { "9999989999990000.01" }));
    }

    [Test]
    public async Task A_larger_one_fails_the_refresh_and_names_the_model()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { })
            .Products(new { cost = Most })
            .TransactionItems(new { quantity = int.MaxValue });

        RefreshFailedException? error = await Assert.ThrowsAsync<RefreshFailedException>(() => Build.RunAsync(data));

        Assert.That(error!.Message, Does.StartWith("The model ").And.Contain("customer_categories.sql"));
    }
}
