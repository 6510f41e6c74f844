namespace C360.FunctionalTests.Marketing;

// At Risk or Churned are C02, C03, C07, C05, C08, A/B, A%2FB and A B. Of these A B (lifetime value 999.99) and C05 (−999.99) are below the
// default minimum, and A/B stands on it (1000.00). By spending: C08 999.99, C02 500.00, C03 250.00, A%2FB and A/B 200.00 each, of which %
// comes before /, C07 50.00. C07 has neither name.
internal sealed class ChurnRiskCustomersTests
{
    private const string Route = "/marketing/churn-risk-customers";
    private static readonly string[] All = ["C08", "C02", "C03", "A%2FB", "A/B", "C07", "A B", "C05"];

    [Test]
    public Task Lists_lapsed_customers_by_spending() => Dozen.AssertExampleAsync(Route, "churn_risk_customers");

    [TestCase("0", ExpectedResult = "C08 C02 C03 A%2FB A/B C07 A B")]
    [TestCase("999.99", ExpectedResult = "C08 C02 C03 A%2FB A/B C07 A B")]
    [TestCase("1000", ExpectedResult = "C08 C02 C03 A%2FB A/B C07")]
    [TestCase("1000.00", ExpectedResult = "C08 C02 C03 A%2FB A/B C07")]
    [TestCase("1000.01", ExpectedResult = "C08 C02 C03 A%2FB C07")]
    [TestCase("9999.990001", ExpectedResult = "C07")]
    public async Task<string> Takes_who_is_worth_the_minimum_or_more(string minimum) =>
        string.Join(' ', await Dozen.ColumnAsync($"{Route}?min_lifetime_value={minimum}", "customer_id"));

    [TestCase(1, ExpectedResult = true)]
    [TestCase(6, ExpectedResult = true)]
    [TestCase(7, ExpectedResult = false)]
    [TestCase(1000, ExpectedResult = false)]
    public async Task<bool> Says_whether_the_limit_cut_the_list(int limit)
    {
        string path = $"{Route}?min_lifetime_value=0&limit={limit}";
        Assert.That(await Dozen.ColumnAsync(path, "customer_id"), Is.EqualTo(All.SkipLast(1).Take(limit)));
        return await Dozen.IsTruncatedAsync(path);
    }

    [Test]
    public async Task Nobody_is_a_list_without_anybody() =>
        await Dozen.AssertEmptyAsync(await Dozen.Host, $"{Route}?min_lifetime_value=10000.01");

    [Test]
    public async Task Who_never_bought_cannot_lapse() => await Dozen.AssertEmptyAsync(await Dozen.Alone, $"{Route}?min_lifetime_value=0");
}
