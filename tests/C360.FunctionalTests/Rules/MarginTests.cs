namespace C360.FunctionalTests.Rules;

/// <summary>net_revenue, cost_of_goods, shipping_cost: which items and shipments count, and for how much.</summary>
internal sealed class MarginTests : RuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new(
            "sold nothing",
            (_, _) => { },
            new
            {
                net_revenue = 0m,
                cost_of_goods = 0m,
                shipping_cost = 0m,
            }
        ),
        new(
            "items of two sales",
            (data, customer_id) =>
                data.Transactions(Sale(customer_id, "a"), Sale(customer_id, "b"))
                    .TransactionItems(
                        Item(customer_id, "a", "toy", 2, 20.00m, 1.50m),
                        Item(customer_id, "a", "book", 1, 9.99m, 0m),
                        Item(customer_id, "b", "toy", 3, 30.00m, 0m)
                    )
                    .Shipments(Shipment(customer_id, "a", 5.00m), Shipment(customer_id, "a", 2.50m), Shipment(customer_id, "b", 1.25m)),
            new
            {
                // (20.00 - 1.50) + 9.99 + 30.00
                net_revenue = 58.49m,
                // 2 × 4.00 + 1 × 2.50 + 3 × 4.00
                cost_of_goods = 22.50m,
                // 5.00 + 2.50 + 1.25
                shipping_cost = 8.75m,
            }
        ),
        new(
            "two customers' transactions may not mix",
            (data, customer_id) =>
                data.Transactions(Sale(customer_id, "a"))
                    .TransactionItems(Item(customer_id, "a", "toy", 1, 11.00m, 0m))
                    .Shipments(Shipment(customer_id, "a", 3.00m)),
            new
            {
                net_revenue = 11.00m,
                cost_of_goods = 4.00m,
                shipping_cost = 3.00m,
            }
        ),
        new(
            "an unknown discount is 0",
            (data, customer_id) => data.Transactions(Sale(customer_id, "a")).TransactionItems(Item(customer_id, "a", "toy", 1, 10.00m, "")),
            new { net_revenue = 10.00m }
        ),
        new(
            "a discount over the line's total makes it negative",
            (data, customer_id) =>
                data.Transactions(Sale(customer_id, "a")).TransactionItems(Item(customer_id, "a", "toy", 1, 10.00m, 12.00m)),
            new { net_revenue = -2.00m }
        ),
        new(
            "an unknown product costs 0 and stays",
            (data, customer_id) =>
                data.Transactions(Sale(customer_id, "a")).TransactionItems(Item(customer_id, "a", "gone", 5, 50.00m, 0m)),
            new { net_revenue = 50.00m, cost_of_goods = 0m }
        ),
        new(
            "a product of unknown cost costs 0",
            (data, customer_id) =>
                data.Transactions(Sale(customer_id, "a")).TransactionItems(Item(customer_id, "a", "gift", 5, 50.00m, 0m)),
            new { net_revenue = 50.00m, cost_of_goods = 0m }
        ),
        new(
            "a product without a category has its cost",
            (data, customer_id) => data.Transactions(Sale(customer_id, "a")).TransactionItems(Item(customer_id, "a", "odd", 2, 50.00m, 0m)),
            // 2 × 3.00
            new { net_revenue = 50.00m, cost_of_goods = 6.00m }
        ),
        new(
            "a quantity of 0 costs 0",
            (data, customer_id) => data.Transactions(Sale(customer_id, "a")).TransactionItems(Item(customer_id, "a", "toy", 0, 1.00m, 0m)),
            new { net_revenue = 1.00m, cost_of_goods = 0m }
        ),
        new(
            "a shipment without a cost is 0",
            (data, customer_id) =>
                data.Transactions(Sale(customer_id, "a")).Shipments(Shipment(customer_id, "a", ""), Shipment(customer_id, "a", 4.00m)),
            new { shipping_cost = 4.00m }
        ),
        new(
            "only shipments without a cost",
            (data, customer_id) => data.Transactions(Sale(customer_id, "a")).Shipments(Shipment(customer_id, "a", "")),
            new { shipping_cost = 0m }
        ),
        new(
            "nothing of a transaction that is not completed",
            (data, customer_id) =>
                data.Transactions(
                        new
                        {
                            customer_id,
                            transaction_id = customer_id + "a",
                            status = "refunded",
                        }
                    )
                    .TransactionItems(Item(customer_id, "a", "toy", 1, 10.00m, 0m))
                    .Shipments(Shipment(customer_id, "a", 4.00m)),
            new
            {
                net_revenue = 0m,
                cost_of_goods = 0m,
                shipping_cost = 0m,
            }
        ),
        new(
            "nothing of a transaction after as_of",
            (data, customer_id) =>
                data.Transactions(
                        new
                        {
                            customer_id,
                            transaction_id = customer_id + "a",
                            transaction_date = DaysAgo(-1),
                        }
                    )
                    .TransactionItems(Item(customer_id, "a", "toy", 1, 10.00m, 0m))
                    .Shipments(Shipment(customer_id, "a", 4.00m)),
            new
            {
                net_revenue = 0m,
                cost_of_goods = 0m,
                shipping_cost = 0m,
            }
        ),
        new(
            "a shipment after as_of counts with its transaction",
            (data, customer_id) =>
                data.Transactions(
                        new
                        {
                            customer_id,
                            transaction_id = customer_id + "a",
                            transaction_date = AsOf,
                        }
                    )
                    .Shipments(
                        new
                        {
                            transaction_id = customer_id + "a",
                            ship_date = DaysAgo(-5),
                            shipping_cost = 4.00m,
                        }
                    ),
            new { shipping_cost = 4.00m }
        ),
    ];

    [OneTimeSetUp]
    public Task Build() =>
        BuildAsync(
            Cases,
            data =>
                data.Products(
                    new { product_id = "toy", cost = 4.00m },
                    new
                    {
                        product_id = "book",
                        cost = 2.50m,
                        category = "Books",
                    },
                    new { product_id = "gift", cost = "" },
                    new
                    {
                        product_id = "odd",
                        cost = 3.00m,
                        category = "",
                    }
                )
        );

    [TestCaseSource(nameof(Cases))]
    public void A_sale(RuleCase rule) => Check(rule);

    private static object Sale(string customer_id, string name) => new { customer_id, transaction_id = customer_id + name };

    private static object Item(
        string customer_id,
        string name,
        string product_id,
        int quantity,
        decimal line_total,
        object discount_applied
    ) =>
        new
        {
            transaction_id = customer_id + name,
            product_id,
            quantity,
            line_total,
            discount_applied,
        };

    private static object Shipment(string customer_id, string name, object shipping_cost) =>
        new { transaction_id = customer_id + name, shipping_cost };
}
