using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>Dates far from the day that recency is counted from.</summary>
internal sealed class BadDaysTests
{
    private const string Customers = "customer/customers";

    [Test]
    public async Task Before_all_events_only_customers_without_a_registration_date_are_left()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(
                new { customer_id = "C1", registration_date = "" },
                new { customer_id = "C2" }, // registered 2020
                new { customer_id = "C3", email = "" } // both: counts as missing_email
            )
            .LoyaltyProgram(new { customer_id = "C1", lifetime_value = 12.34m })
            .Transactions(new { customer_id = "C1" }, new { customer_id = "C2" })
            .TransactionItems(new { })
            .SupportTickets(new { })
            .AppUsage(new { })
            .Shipments(new { });
        using Build build = await Build.RunAsync(data, "1999-12-31");

        Assert.Multiple(() =>
        {
            Assert.That(build[Customers].Noted, Is.EqualTo(new Dictionary<string, long> { ["missing_email"] = 1, ["after_as_of"] = 1 }));
            // The defaults were born in 1990 …
            Assert.That(build[Customers].Nulled, Is.Empty);
            Assert.That(build["sales/transactions"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 2 }));
            Assert.That(build["customer/support_tickets"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 1 }));
            Assert.That(build["customer/app_usage"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 1 }));
            Assert.That(build.Result.Sources.SelectMany(source => source.Rejected), Is.Empty);
            Assert.That(
                build.Rows(
                    """
                    SELECT customer_id, loyalty_tier, lifetime_value, total_transactions, total_spent, customer_status, total_app_sessions,
                        total_support_tickets, net_revenue, shipping_cost, customer_tenure_segment, generation_segment
                    FROM customer_analytics_c360
                    """
                ),
                // … nine years before: Gen Z.
                Is.EqualTo(new[] { "C1|Bronze|12.34|0|0.00|Never Purchased|0|0|0.00|0.00|Unknown|Gen Z" })
            );
            Assert.That(build.Rows("SELECT * FROM category_sales"), Is.Empty);
            // Of 20.00 all is after as_of.
            Assert.That(build.Result.ControlTotals.AfterAsOf, Is.EqualTo(20.00m));
            Assert.That(build.Result.ControlTotals.Profiles, Is.Zero);
        });
    }

    [Test]
    public async Task Before_every_birthday_each_one_becomes_null()
    {
        using SourceFolder data = new SourceFolder().Customers(
            new { registration_date = "" },
            new { registration_date = "", date_of_birth = "0001-01-01" }
        );
        using Build build = await Build.RunAsync(data, "0001-01-01");

        Assert.Multiple(() =>
        {
            Assert.That(build[Customers].Nulled, Is.EqualTo(new Dictionary<string, long> { ["date_of_birth"] = 1 }));
            Assert.That(
                build.Rows("SELECT age_years, generation_segment FROM customer_analytics_c360 ORDER BY customer_id"),
                Is.EqualTo(new[] { "∅|Unknown", "0.0|Gen Z" })
            );
        });
    }

    [Test]
    public async Task Long_after_all_events_everything_counts_and_nothing_is_recent()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { }, new { transaction_date = "9999-12-31 23:59:59" })
            .SupportTickets(new { created_date = "9999-12-31" })
            .AppUsage(new { session_date = "9999-12-31" });
        using Build last = await Build.RunAsync(data, "9999-12-31");
        using Build before = await Build.RunAsync(data, "9999-12-30");

        Assert.Multiple(() =>
        {
            Assert.That(last.Result.Sources.SelectMany(source => source.Noted), Is.Empty);
            Assert.That(
                last.Rows(
                    """
                    SELECT total_transactions, first_purchase_date, last_purchase_date, customer_status, recency_score, transactions_last_90d,
                        last_ticket_date, last_app_use_date
                    FROM customer_analytics_c360
                    """
                ),
                Is.EqualTo(new[] { "2|2025-01-01|9999-12-31|Active|5|1|9999-12-31|9999-12-31" })
            );
            Assert.That(before["sales/transactions"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 1 }));
            Assert.That(
                before.Rows(
                    "SELECT total_transactions, customer_status, transactions_last_90d, last_app_use_date FROM customer_analytics_c360"
                ),
                Is.EqualTo(new[] { "1|Churned|0|∅" })
            );
        });
    }

    [Test]
    public async Task A_zone_decides_on_which_side_of_as_of_an_event_is()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C2", registration_date = "2025-06-20T23:30-01:00" })
            .Transactions(
                new { transaction_date = "2025-06-20T23:30-01:00" }, // half past midnight of the 21st in UTC
                new { transaction_date = "2025-06-21T00:30+01:00" } // half past eleven of the 20th
            );
        using Build build = await Build.RunAsync(data, "2025-06-20");

        Assert.Multiple(() =>
        {
            Assert.That(build[Customers].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 1 }));
            Assert.That(build["sales/transactions"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 1 }));
            Assert.That(
                build.Rows("SELECT customer_id, total_transactions, last_purchase_date FROM customer_analytics_c360"),
                Is.EqualTo(new[] { "C1|1|2025-06-20" })
            );
        });
    }
}
