namespace C360.FunctionalTests.Analytics;

// Long because each customer is one line of each table.
/// <summary>The rules of the pipeline, column by column; the numbers are worked out beside each customer in DozenCustomers.</summary>
internal sealed partial class CustomerProfilesTests
{
    [Test]
    public Task Knows_age_generation_and_tenure() =>
        AssertColumnsAsync(
            """
            customer_id | first_name | last_name | customer_segment | preferred_channel | generation_segment | age_years
            days_since_registration | customer_tenure_segment | is_digital_native

            C01 | Ada | Lovelace | Premium | online | Millennial | 40.0 | 2348 | Veteran (1+ years) | true
            C08 | Alan | Turing | Standard | online | Millennial | 35.5 | 90 | Recent (31-90 days) | true
            C02 | Zoë | Ångström | Premium | mobile | Gen X | 55.0 | 365 | Established (3-12 months) | true
            C03 | José | Núñez | Standard | store | Boomer+ | 55.0 | 31 | Recent (31-90 days) | false
            C04 | 小龍 | 李 | Standard | store | Gen Z | 25.0 | 30 | New (0-30 days) | false
            A%2FB | Per | Cent | Premium | store | Boomer+ | 68.0 | 2727 | Veteran (1+ years) | false
            A/B | Slash | Path | Standard | mobile | Gen X | 40.0 | 366 | Veteran (1+ years) | true
            C06 | Grace | - | - | mobile | Millennial | 25.0 | 0 | New (0-30 days) | true
            C07 | - | - | Standard | online | Boomer+ | 76.5 | 91 | Established (3-12 months) | true
            C05 | - | O'Brien | Basic | - | Unknown | - | 2362 | Veteran (1+ years) | false
            A B | Blank | Space | Basic | online | Gen Z | 22.3 | 323 | Established (3-12 months) | true
            日本 | 太郎 | 日本 | - | - | Unknown | - | - | Unknown | false
            """
        );

    [Test]
    public Task Knows_membership_and_value() =>
        AssertColumnsAsync(
            """
            customer_id | loyalty_tier | points_balance | lifetime_value | value_segment | redemption_rate

            C01 | Platinum | 1500 | 10000.00 | VIP | 0.3333
            C08 | Silver | 8 | 2000.00 | Medium Value | 0.0625
            C02 | Gold | 2 | 5000.00 | High Value | 0.0313
            C03 | Silver | 7 | 2500.00 | Medium Value | -
            C04 | Bronze | 0 | 2000.01 | Medium Value | 1.0000
            A%2FB | Gold | 3 | 9999.99 | High Value | 0.0625
            A/B | Silver | 6 | 1000.00 | Medium Value | 0.0625
            C06 | Not Enrolled | 0 | 0.00 | Not Enrolled | -
            C07 | Diamond | - | 10000.00 | VIP | -
            C05 | Bronze | -5 | -999.99 | Low Value | 1.5000
            A B | Bronze | - | 999.99 | Low Value | -
            日本 | Not Enrolled | 0 | 0.00 | Not Enrolled | -
            """
        );

    [Test]
    public Task Counts_completed_purchases_up_to_as_of() =>
        AssertColumnsAsync(
            """
            customer_id | total_transactions | total_spent | avg_order_value | first_purchase_date | last_purchase_date | channels_used
            shopping_days | transactions_last_90d | spent_last_90d

            C01 | 10 | 1000.00 | 100.00 | 2020-02-01 | 2026-06-20 | 3 | 9 | 3 | 300.00
            C08 | 5 | 999.99 | 200.00 | 2026-04-17 | 2026-04-21 | 1 | 5 | 5 | 999.99
            C02 | 3 | 500.00 | 166.67 | 2025-07-01 | 2026-03-22 | 2 | 3 | 1 | 300.00
            C03 | 1 | 250.00 | 250.00 | 2026-05-20 | 2026-05-20 | 1 | 1 | 1 | 250.00
            C04 | 4 | 49.94 | 12.49 | 2026-05-19 | 2026-05-21 | 1 | 3 | 4 | 49.94
            A%2FB | 3 | 200.00 | 66.67 | 2025-01-01 | 2026-03-21 | 2 | 2 | 0 | 0.00
            A/B | 3 | 200.00 | 66.67 | 2025-09-01 | 2025-12-22 | 1 | 3 | 0 | 0.00
            C06 | 1 | 49.94 | 49.94 | 2026-06-10 | 2026-06-10 | 1 | 1 | 1 | 49.94
            C07 | 1 | 50.00 | 50.00 | 2026-04-20 | 2026-04-20 | 1 | 1 | 1 | 50.00
            C05 | 2 | -0.05 | -0.03 | 2026-05-01 | 2026-05-01 | 1 | 1 | 2 | -0.05
            A B | 1 | 49.99 | 49.99 | 2025-12-21 | 2025-12-21 | 1 | 1 | 0 | 0.00
            日本 | 0 | 0.00 | 0.00 | - | - | 0 | 0 | 0 | 0.00
            """
        );

    [Test]
    public Task Knows_status_and_scores() =>
        AssertColumnsAsync(
            """
            customer_id | customer_status | recency_score | frequency_score | monetary_score | customer_health_score | churn_risk_flag

            C01 | Active | 5 | 5 | 5 | 5.00 | false
            C08 | At Risk | 4 | 4 | 4 | 4.00 | true
            C02 | At Risk | 3 | 3 | 4 | 3.33 | true
            C03 | At Risk | 4 | 2 | 3 | 3.00 | true
            C04 | Active | 5 | 3 | 1 | 3.00 | false
            A%2FB | Churned | 2 | 3 | 3 | 2.67 | true
            A/B | Churned | 2 | 3 | 3 | 2.67 | true
            C06 | Active | 5 | 2 | 1 | 2.67 | false
            C07 | At Risk | 3 | 2 | 2 | 2.33 | true
            C05 | At Risk | 4 | 2 | 1 | 2.33 | true
            A B | Churned | 1 | 2 | 1 | 1.33 | true
            日本 | Never Purchased | 1 | 1 | 1 | 1.00 | false
            """
        );

    [Test]
    public Task Counts_app_sessions_up_to_as_of() =>
        AssertColumnsAsync(
            """
            customer_id | total_app_sessions | total_session_minutes | avg_session_duration | total_pages_viewed | total_actions_taken
            app_engagement_score | last_app_use_date | unique_device_types | is_app_user

            C01 | 4 | 41 | 10.3 | 20 | 8 | 22.7 | 2026-06-20 | 3 | true
            C08 | 1 | 3 | 3.0 | 1 | 1 | 1.6 | 2026-04-21 | 1 | true
            C02 | 2 | 10 | 10.0 | 7 | 5 | 7.3 | 2026-06-01 | 1 | true
            C03 | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            C04 | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            A%2FB | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            A/B | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            C06 | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            C07 | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            C05 | 1 | 0 | 0.0 | 0 | 0 | 0.0 | 2026-05-01 | 0 | true
            A B | 1 | 3 | 3.0 | 0 | 0 | 0.9 | 2025-12-21 | 1 | true
            日本 | 0 | 0 | 0.0 | 0 | 0 | 0.0 | - | 0 | false
            """
        );

    [Test]
    public Task Counts_tickets_up_to_as_of() =>
        AssertColumnsAsync(
            """
            customer_id | total_support_tickets | resolved_support_tickets | urgent_support_tickets | avg_satisfaction
            support_satisfaction_level | last_ticket_date | satisfaction_risk_flag | has_urgent_issues

            C01 | 2 | 1 | 0 | 4.00 | Highly Satisfied | 2026-03-01 | false | false
            C08 | 0 | 0 | 0 | - | No Contact | - | false | false
            C02 | 4 | 3 | 2 | 4.25 | Highly Satisfied | 2026-01-04 | false | true
            C03 | 0 | 0 | 0 | - | No Contact | - | false | false
            C04 | 2 | 2 | 0 | 3.50 | Satisfied | 2026-05-23 | false | false
            A%2FB | 2 | 1 | 1 | 2.50 | Needs Attention | 2026-03-23 | true | true
            A/B | 1 | 1 | 0 | 3.00 | Satisfied | 2025-12-23 | false | false
            C06 | 1 | 0 | 1 | - | Needs Attention | 2026-06-20 | false | true
            C07 | 0 | 0 | 0 | - | No Contact | - | false | false
            C05 | 0 | 0 | 0 | - | No Contact | - | false | false
            A B | 0 | 0 | 0 | - | No Contact | - | false | false
            日本 | 0 | 0 | 0 | - | No Contact | - | false | false
            """
        );

    [Test]
    public Task Knows_opportunities_and_margins() =>
        AssertColumnsAsync(
            """
            customer_id | channel_expansion_opportunity | tier_upgrade_opportunity | app_adoption_opportunity | net_revenue
            cost_of_goods | shipping_cost | support_cost

            C01 | false | false | false | 290.10 | 125.25 | 10.00 | 25.00
            C08 | true | false | false | 80.00 | 7.50 | 0.00 | 0.00
            C02 | false | false | false | 50.00 | 5.25 | 0.00 | 50.00
            C03 | false | true | false | 100.00 | 40.00 | 0.00 | 0.00
            C04 | true | true | true | 20.00 | 10.50 | 0.00 | 25.00
            A%2FB | false | false | false | 150.00 | 120.00 | 0.00 | 25.00
            A/B | false | false | false | 50.00 | 22.50 | 4.99 | 12.50
            C06 | false | false | true | 40.00 | 0.00 | 0.03 | 12.50
            C07 | false | false | false | 0.00 | 0.00 | 0.00 | 0.00
            C05 | false | false | false | -10.00 | 7.50 | 0.00 | 0.00
            A B | false | false | false | 50.00 | 7.50 | 0.00 | 0.00
            日本 | false | false | false | 0.00 | 0.00 | 0.00 | 0.00
            """
        );

    /// <summary>The lines before the empty one name the columns, those after it are the rows.</summary>
    private static async Task AssertColumnsAsync(string table)
    {
        string[] parts = table.Split("\n\n");
        Assert.That(
            await Dozen.LinesAsync(Route, parts[0].Split([" | ", "\n"], StringSplitOptions.None)),
            Is.EqualTo(parts[1].Split('\n'))
        );
    }
}
