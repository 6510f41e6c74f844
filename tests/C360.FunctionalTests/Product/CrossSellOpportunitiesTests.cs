namespace C360.FunctionalTests.Product;

// C08  5 purchases through one channel; Silver, but worth exactly 2000.00; not Active         Channel Expansion
// C03  Silver worth 2500.00; one purchase                                                     Tier Upgrade
// C04  4 purchases through one channel; Bronze worth 2000.01; Active and no app                all three
// C06  Active and no app; no first or last name to join by a blank; spent as much as C04       App Adoption
// A/B has 3 purchases through one channel, which is not more than 3; C02 is worth more but Gold; C01 is Active but in the app.
internal sealed class CrossSellOpportunitiesTests
{
    private const string Route = "/product/cross-sell-opportunities";

    [Test]
    public Task Lists_whom_something_can_be_offered_by_spending() => Dozen.AssertExampleAsync(Route, "cross_sell_opportunities");

    [TestCase(1, ExpectedResult = true)]
    [TestCase(3, ExpectedResult = true)]
    [TestCase(4, ExpectedResult = false)]
    public async Task<bool> Says_whether_the_limit_cut_the_list(int limit)
    {
        Assert.That(
            await Dozen.ColumnAsync($"{Route}?limit={limit}", "customer_id"),
            Is.EqualTo(new[] { "C08", "C03", "C04", "C06" }.Take(limit))
        );
        return await Dozen.IsTruncatedAsync($"{Route}?limit={limit}");
    }

    [Test]
    public async Task Nobody_is_a_list_without_anybody() => await Dozen.AssertEmptyAsync(await Dozen.Alone, Route);
}
