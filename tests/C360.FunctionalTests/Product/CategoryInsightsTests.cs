namespace C360.FunctionalTests.Product;

// Electronics  C01 180.00 + 100.00 in two purchases, C03 100.00, A%2FB 150.00 = 530.00; 4 purchases: 132.50; 1 of 3 came back
// Toys         A/B 30.00 (two items of one purchase) + 20.00, C08 30.00, A B 50.00, C05 −10.00 = 120.00; 5 purchases: 24.00; 1 of 4
// Unknown      C02 30.00 (no such product), C08 25.00 + 25.00 and C06 40.00 (no category) = 120.00; 4 purchases: 30.00; 1 of 3
// Books        C01 10.10, C02 20.00, C04 10.00 + 10.00 = 50.10; 4 purchases: 12.525 → 12.53; 1 of 3
// Items of 日本's refund, of C01 and C03 after as_of, and of the two customers left out do not count. Garden sold nothing.
internal sealed class CategoryInsightsTests
{
    private const string Route = "/product/category-insights";

    [Test]
    public Task Shows_what_each_category_sells() => Dozen.AssertExampleAsync(Route, "category_insights");

    [Test]
    public async Task Best_sellers_come_first_and_equal_ones_by_name() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "total_revenue", "category"),
            Is.EqualTo(new[] { "530.00 | Electronics", "120.00 | Toys", "120.00 | Unknown", "50.10 | Books" })
        );

    [Test]
    public async Task Nothing_sold_is_a_list_without_anything() => await Dozen.AssertEmptyAsync(await Dozen.Alone, Route);
}
