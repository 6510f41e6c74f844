namespace C360.FunctionalTests.Rules;

/// <summary>
/// total_transactions, total_spent, avg_order_value, the purchase dates, channels_used, shopping_days, transactions_last_90d, spent_last_90d and
/// channel_expansion_opportunity; which transactions count.
/// </summary>
internal sealed class PurchaseTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new("bought nothing", (_, _) => { }, Nothing),
        new(
            "three purchases",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        total_amount = 10.00m,
                        transaction_date = "2025-03-01 08:00:00",
                        channel = "online",
                    },
                    new
                    {
                        customer_id,
                        total_amount = 20.01m,
                        transaction_date = "2025-03-01 23:59:59.999999",
                        channel = "store",
                    },
                    new
                    {
                        customer_id,
                        total_amount = 5.00m,
                        transaction_date = "2025-06-30 00:00:00",
                        channel = "online",
                    }
                ),
            new
            {
                total_transactions = 3,
                // 10.00 + 20.01 + 5.00
                total_spent = 35.01m,
                avg_order_value = 35.01 / 3,
                first_purchase_date = new DateOnly(2025, 3, 1),
                last_purchase_date = AsOf,
                channels_used = 2,
                // 1 March twice, 30 June once
                shopping_days = 2,
            }
        ),
        new(
            "only completed transactions count",
            (data, customer_id) =>
                data.Transactions(
                    new { customer_id, status = "cancelled" },
                    new { customer_id, status = "refunded" },
                    new { customer_id, status = "pending" },
                    new { customer_id, status = "Completed" },
                    new { customer_id, status = "shipped" }
                ),
            Nothing
        ),
        new("only one after as_of", (data, customer_id) => data.Transactions(new { customer_id, transaction_date = DaysAgo(-1) }), Nothing),
        new(
            "one after as_of beside one before",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        total_amount = 7m,
                        transaction_date = "2025-06-30 23:59:59.999999",
                        channel = "store",
                    },
                    new
                    {
                        customer_id,
                        total_amount = 900m,
                        transaction_date = "2025-07-01 00:00:00",
                        channel = "online",
                    }
                ),
            new
            {
                total_transactions = 1,
                total_spent = 7m,
                channels_used = 1,
                shopping_days = 1,
                last_purchase_date = AsOf,
                spent_last_90d = 7m,
            }
        ),
        new(
            "counted in full whether or not the items are known",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        transaction_id = "bare",
                        total_amount = 12.34m,
                    }
                ),
            new
            {
                total_transactions = 1,
                total_spent = 12.34m,
                net_revenue = 0m,
            }
        ),
        new(
            "a negative amount lowers the sum",
            (data, customer_id) => data.Transactions(new { customer_id, total_amount = 30m }, new { customer_id, total_amount = -10.50m }),
            // 30.00 - 10.50 = 19.50; 19.50 / 2 = 9.75
            new
            {
                total_transactions = 2,
                total_spent = 19.50m,
                avg_order_value = 9.75,
            }
        ),
        new(
            "amounts are added whatever their currency",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        total_amount = 1m,
                        currency = "USD",
                    },
                    new
                    {
                        customer_id,
                        total_amount = 2m,
                        currency = "EUR",
                    }
                ),
            new { total_spent = 3m }
        ),
        new(
            "a transaction without a channel adds no channel",
            (data, customer_id) => data.Transactions(new { customer_id, channel = "" }, new { customer_id, channel = "store" }),
            new { total_transactions = 2, channels_used = 1 }
        ),
        new(
            "all channels, one of them new",
            (data, customer_id) =>
                data.Transactions(
                    new { customer_id, channel = "online" },
                    new { customer_id, channel = "store" },
                    new { customer_id, channel = "mobile" },
                    new { customer_id, channel = "kiosk" }
                ),
            new { channels_used = 4 }
        ),
        new("a purchase 90 days ago", Bought(90, 8.80m), new { transactions_last_90d = 1, spent_last_90d = 8.80m }),
        new(
            "a purchase 91 days ago",
            Bought(91, 8.80m),
            new
            {
                transactions_last_90d = 0,
                spent_last_90d = 0m,
                total_spent = 8.80m,
            }
        ),
        new("a purchase on as_of", Bought(0, 8.80m), new { transactions_last_90d = 1, spent_last_90d = 8.80m }),
        new(
            "on both sides of 90 days",
            (data, customer_id) =>
                data.Transactions(
                    new
                    {
                        customer_id,
                        total_amount = 1m,
                        transaction_date = DaysAgo(91),
                    },
                    new
                    {
                        customer_id,
                        total_amount = 2m,
                        transaction_date = DaysAgo(90),
                    },
                    new
                    {
                        customer_id,
                        total_amount = 4m,
                        transaction_date = DaysAgo(1),
                    }
                ),
            new
            {
                total_transactions = 3,
                total_spent = 7m,
                transactions_last_90d = 2,
                spent_last_90d = 6m,
            }
        ),
        // channels_used = 1 and total_transactions > 3
        new("3 purchases in one channel", Channels("online", "online", "online"), new { channel_expansion_opportunity = false }),
        new("4 purchases in one channel", Channels("online", "online", "online", "online"), new { channel_expansion_opportunity = true }),
        new("4 purchases in two channels", Channels("online", "online", "online", "store"), new { channel_expansion_opportunity = false }),
        new(
            "4 purchases in one known channel",
            Channels("online", "", "", ""),
            new { channel_expansion_opportunity = true, channels_used = 1 }
        ),
        new("4 purchases in no known channel", Channels("", "", "", ""), new { channel_expansion_opportunity = false, channels_used = 0 }),
    ];

    private static object Nothing =>
        new
        {
            total_transactions = 0,
            total_spent = 0m,
            avg_order_value = 0.0,
            first_purchase_date = (DateOnly?)null,
            last_purchase_date = (DateOnly?)null,
            channels_used = 0,
            shopping_days = 0,
            transactions_last_90d = 0,
            spent_last_90d = 0m,
            customer_status = "Never Purchased",
            channel_expansion_opportunity = false,
        };

    [OneTimeSetUp]
    public Task Build() => BuildAsync(Cases);

    [TestCaseSource(nameof(Cases))]
    public void A_buyer(RuleCase rule) => Check(rule);

    private static Given Bought(int daysAgo, decimal total_amount) =>
        (data, customer_id) =>
            data.Transactions(
                new
                {
                    customer_id,
                    total_amount,
                    transaction_date = DaysAgo(daysAgo),
                }
            );

    private static Given Channels(params string[] channels) =>
        (data, customer_id) => data.Transactions([.. channels.Select(channel => new { customer_id, channel })]);
}
