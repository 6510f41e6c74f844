namespace C360.FunctionalTests.Rules;

/// <summary>customer_status, churn_risk_flag, recency_score, frequency_score, monetary_score, customer_health_score.</summary>
internal sealed class ScoreTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new(
            "bought nothing",
            (_, _) => { },
            // (1 + 1 + 1) / 3 = 1
            new
            {
                customer_status = "Never Purchased",
                churn_risk_flag = false,
                recency_score = 1,
                frequency_score = 1,
                monetary_score = 1,
                customer_health_score = 1.0,
            }
        ),
        new(
            "bought on as_of",
            Last(0),
            new
            {
                customer_status = "Active",
                churn_risk_flag = false,
                recency_score = 5,
            }
        ),
        new(
            "bought 30 days ago",
            Last(30),
            new
            {
                customer_status = "Active",
                churn_risk_flag = false,
                recency_score = 5,
            }
        ),
        new(
            "bought 31 days ago",
            Last(31),
            new
            {
                customer_status = "At Risk",
                churn_risk_flag = true,
                recency_score = 4,
            }
        ),
        new(
            "bought 60 days ago",
            Last(60),
            new
            {
                customer_status = "At Risk",
                churn_risk_flag = true,
                recency_score = 4,
            }
        ),
        new(
            "bought 61 days ago",
            Last(61),
            new
            {
                customer_status = "At Risk",
                churn_risk_flag = true,
                recency_score = 3,
            }
        ),
        new(
            "bought 90 days ago",
            Last(90),
            new
            {
                customer_status = "At Risk",
                churn_risk_flag = true,
                recency_score = 3,
            }
        ),
        new(
            "bought 91 days ago",
            Last(91),
            new
            {
                customer_status = "Churned",
                churn_risk_flag = true,
                recency_score = 2,
            }
        ),
        new(
            "bought 180 days ago",
            Last(180),
            new
            {
                customer_status = "Churned",
                churn_risk_flag = true,
                recency_score = 2,
            }
        ),
        new(
            "bought 181 days ago",
            Last(181),
            new
            {
                customer_status = "Churned",
                churn_risk_flag = true,
                recency_score = 1,
            }
        ),
        new(
            "the last purchase counts, by day",
            (data, customer_id) =>
                data.Transactions(
                    new { customer_id, transaction_date = "2025-05-31 23:59:59" },
                    new { customer_id, transaction_date = "2025-01-01 00:00:00" }
                ),
            // 31 May to 30 June are 30 days, whatever the hour
            new { customer_status = "Active", recency_score = 5 }
        ),
        new(
            "a purchase that was cancelled does not keep a customer",
            (data, customer_id) =>
                data.Transactions(
                    new { customer_id, transaction_date = DaysAgo(100) },
                    new
                    {
                        customer_id,
                        transaction_date = DaysAgo(1),
                        status = "cancelled",
                    }
                ),
            new
            {
                customer_status = "Churned",
                recency_score = 2,
                frequency_score = 2,
            }
        ),
        new("1 purchase", Times(1), new { frequency_score = 2, total_transactions = 1 }),
        new("2 purchases", Times(2), new { frequency_score = 2 }),
        new("3 purchases", Times(3), new { frequency_score = 3 }),
        new("4 purchases", Times(4), new { frequency_score = 3 }),
        new("5 purchases", Times(5), new { frequency_score = 4 }),
        new("9 purchases", Times(9), new { frequency_score = 4 }),
        new("10 purchases", Times(10), new { frequency_score = 5, total_transactions = 10 }),
        new("spent 49.99", Spent(49.99m), new { monetary_score = 1 }),
        new("spent 50.00", Spent(50.00m), new { monetary_score = 2 }),
        new("spent 199.99", Spent(199.99m), new { monetary_score = 2 }),
        new("spent 200.00", Spent(200.00m), new { monetary_score = 3 }),
        new("spent 499.99", Spent(499.99m), new { monetary_score = 3 }),
        new("spent 500.00", Spent(500.00m), new { monetary_score = 4 }),
        new("spent 999.99", Spent(999.99m), new { monetary_score = 4 }),
        new("spent 1000.00", Spent(1000.00m), new { monetary_score = 5 }),
        new("spent 49.99 and a cent in two", Spent(49.99m, 0.01m), new { monetary_score = 2, total_spent = 50.00m }),
        new("spent less than nothing", Spent(-1m), new { monetary_score = 1 }),
        new(
            "the best of all",
            (data, customer_id) =>
                data.Transactions([
                    .. Enumerable.Repeat(
                        new
                        {
                            customer_id,
                            total_amount = 100m,
                            transaction_date = DaysAgo(3),
                        },
                        10
                    ),
                ]),
            // (5 + 5 + 5) / 3
            new { customer_health_score = 5.0 }
        ),
        new(
            "a mean of thirds",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        total_amount = 250m,
                        transaction_date = DaysAgo(200),
                    }
                ),
            // recency 1, frequency 2, monetary 3
            new
            {
                recency_score = 1,
                frequency_score = 2,
                monetary_score = 3,
                customer_health_score = 2.0,
            }
        ),
        new(
            "a third that does not end",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        total_amount = 60m,
                        transaction_date = DaysAgo(45),
                    }
                ),
            // (4 + 2 + 2) / 3 = 2.666…
            new { customer_health_score = 8 / 3.0 }
        ),
    ];

    [OneTimeSetUp]
    public Task Build() => BuildAsync(Cases);

    [TestCaseSource(nameof(Cases))]
    public void A_customer(RuleCase rule) => Check(rule);

    private static Given Last(int daysAgo) =>
        (data, customer_id) => data.Transactions(new { customer_id, transaction_date = DaysAgo(daysAgo) });

    private static Given Times(int times) => (data, customer_id) => data.Transactions([.. Enumerable.Repeat(new { customer_id }, times)]);

    private static Given Spent(params decimal[] amounts) =>
        (data, customer_id) => data.Transactions([.. amounts.Select(total_amount => new { customer_id, total_amount })]);
}
