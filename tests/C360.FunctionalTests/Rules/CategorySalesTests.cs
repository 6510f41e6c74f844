using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Rules;

/// <summary>category_sales: customer_count, repeat_customers, transactions, total_revenue per category.</summary>
internal sealed class CategorySalesTests : RuleTests
{
    [OneTimeSetUp]
    public Task Build() => BuildAsync([], Data);

    [Test]
    public void Categories_of_which_nothing_was_sold_are_absent() =>
        Assert.That(Views.Categories.Keys, Is.EqualTo(new[] { "Books", "Toys", "Unknown" }));

    /// <summary>
    /// Toys: T1 (Ada, two items of one transaction, 10.00 and 5.00 - 1.00), T2 (Ada, 20.00), T3 (Bo, 7.00) = 41.00; three transactions, Ada repeats.
    /// Out: T4 cancelled, T5 after as_of, T6 of a customer without e-mail.
    /// </summary>
    [Test]
    public void A_repeat_customer_has_two_transactions_with_the_category() => Sold("Toys", 2, 1, 3, 41.00m);

    /// <summary>Books: T1 (Ada) 3.00, T3 (Bo) two items 1.00 + 2.00: two items in one transaction are no second purchase.</summary>
    [Test]
    public void Two_items_in_one_transaction_are_no_repetition() => Sold("Books", 2, 0, 2, 6.00m);

    /// <summary>
    /// Unknown: T2 (Ada) an item without a known product 8.00, T1 (Ada) a product without a category 4.00, T3 (Bo) a product whose category is
    /// called Unknown 0.50: one group.
    /// </summary>
    [Test]
    public void Unknown_products_and_products_without_a_category_are_one_group() => Sold("Unknown", 2, 1, 3, 12.50m);

    private static void Data(SourceFolder data) =>
        data.Customers(
                new { customer_id = "Ada" },
                new { customer_id = "Bo" },
                new { customer_id = "Nobody", email = "" },
                new { customer_id = "Later", registration_date = DaysAgo(-1) }
            )
            .Products(
                new { product_id = "bear", category = "Toys" },
                new { product_id = "kite", category = "Toys" },
                new { product_id = "novel", category = "Books" },
                new { product_id = "odd", category = "" },
                new { product_id = "named", category = "Unknown" },
                new { product_id = "lamp", category = "Home" }
            )
            .Transactions(
                new { transaction_id = "T1", customer_id = "Ada" },
                new { transaction_id = "T2", customer_id = "Ada" },
                new { transaction_id = "T3", customer_id = "Bo" }
            )
            .Transactions(
                new
                {
                    transaction_id = "T4",
                    customer_id = "Bo",
                    status = "cancelled",
                },
                new
                {
                    transaction_id = "T5",
                    customer_id = "Bo",
                    transaction_date = DaysAgo(-1),
                },
                new { transaction_id = "T6", customer_id = "Nobody" },
                new { transaction_id = "T7", customer_id = "Later" }
            )
            .TransactionItems(
                new
                {
                    transaction_id = "T1",
                    product_id = "bear",
                    line_total = 10.00m,
                },
                new
                {
                    transaction_id = "T1",
                    product_id = "kite",
                    line_total = 5.00m,
                    discount_applied = 1.00m,
                },
                new
                {
                    transaction_id = "T1",
                    product_id = "novel",
                    line_total = 3.00m,
                },
                new
                {
                    transaction_id = "T1",
                    product_id = "odd",
                    line_total = 4.00m,
                },
                new
                {
                    transaction_id = "T2",
                    product_id = "bear",
                    line_total = 20.00m,
                },
                new
                {
                    transaction_id = "T2",
                    product_id = "gone",
                    line_total = 8.00m,
                },
                new
                {
                    transaction_id = "T3",
                    product_id = "kite",
                    line_total = 7.00m,
                    discount_applied = "",
                },
                new
                {
                    transaction_id = "T3",
                    product_id = "novel",
                    line_total = 1.00m,
                },
                new
                {
                    transaction_id = "T3",
                    product_id = "novel",
                    line_total = 2.00m,
                },
                new
                {
                    transaction_id = "T3",
                    product_id = "named",
                    line_total = 0.50m,
                }
            )
            .TransactionItems(
                new
                {
                    transaction_id = "T4",
                    product_id = "lamp",
                    line_total = 100.00m,
                },
                new
                {
                    transaction_id = "T5",
                    product_id = "bear",
                    line_total = 100.00m,
                },
                new
                {
                    transaction_id = "T6",
                    product_id = "bear",
                    line_total = 100.00m,
                },
                new
                {
                    transaction_id = "T7",
                    product_id = "bear",
                    line_total = 100.00m,
                }
            );

    private void Sold(string category, long customers, long repeating, long transactions, decimal revenue) =>
        Assert.That(
            Views.Categories[category],
            Is.EquivalentTo(
                new Dictionary<string, object?>
                {
                    ["category"] = category,
                    ["customer_count"] = customers,
                    ["repeat_customers"] = repeating,
                    ["transactions"] = transactions,
                    ["total_revenue"] = revenue,
                }
            )
        );
}
