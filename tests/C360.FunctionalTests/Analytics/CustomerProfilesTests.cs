namespace C360.FunctionalTests.Analytics;

// By health, then spending, then id: C01 5.00; C08 4.00; C02 3.33; C03 3.00 with 250.00, C04 3.00 with 49.94; A%2FB and A/B 2.67 with
// 200.00, % before /, C06 2.67 with 49.94; C07 2.33 with 50.00, C05 2.33 with −0.05; A B 1.33; 日本 1.00. The example is the first two of
// them.
internal sealed partial class CustomerProfilesTests
{
    private const string Route = "/analytics/customer-profiles";
    private const string All = "C01,C08,C02,C03,C04,A%2FB,A/B,C06,C07,C05,A B,日本";

    [Test]
    public Task Shows_whole_profiles() => Dozen.AssertExampleAsync(Route + "?limit=2", "customer_profiles");

    [Test]
    public async Task Healthiest_come_first_equal_ones_by_spending_and_then_by_id() => Assert.That(await Ids(""), Is.EqualTo(All));

    [TestCase("customer_status=Active", ExpectedResult = "C01,C04,C06")]
    [TestCase("customer_status=Active&customer_status=Churned", ExpectedResult = "C01,C04,A%2FB,A/B,C06,A B")]
    [TestCase("customer_status=Churned&customer_status=Active", ExpectedResult = "C01,C04,A%2FB,A/B,C06,A B")]
    [TestCase("customer_status=Churned&customer_status=Active&customer_status=Churned", ExpectedResult = "C01,C04,A%2FB,A/B,C06,A B")]
    [TestCase("customer_status=Never%20Purchased", ExpectedResult = "日本")]
    [TestCase("customer_segment=Basic", ExpectedResult = "C05,A B")]
    [TestCase("customer_segment=Basic&customer_segment=Premium", ExpectedResult = "C01,C02,A%2FB,C05,A B")]
    [TestCase("loyalty_tier=Not%20Enrolled", ExpectedResult = "C06,日本")]
    [TestCase("loyalty_tier=Gold&loyalty_tier=Diamond", ExpectedResult = "C02,A%2FB,C07")]
    [TestCase("customer_status=At%20Risk&customer_segment=Standard&loyalty_tier=Silver", ExpectedResult = "C08,C03")]
    public Task<string> Takes_who_has_one_of_the_values_of_each_kind(string filter) => Ids(filter);

    [TestCase("customer_status=Lost")]
    [TestCase("customer_status=active")]
    [TestCase("customer_segment=")]
    [TestCase("customer_segment=null")]
    [TestCase("loyalty_tier=x')%20OR%201=1%20--")]
    [TestCase("customer_status=Active&loyalty_tier=Diamond")]
    [TestCase("min_health_score=4.5&max_health_score=4.4")]
    [TestCase("min_lifetime_value=10000.01")]
    public async Task Nobody_is_a_list_without_anybody(string filter) =>
        await Dozen.AssertEmptyAsync(await Dozen.Host, $"{Route}?{filter}");

    [Test]
    public async Task An_unknown_value_beside_a_known_one_makes_no_difference() =>
        Assert.That(await Ids("customer_status=Active&customer_status=Lost"), Is.EqualTo(await Ids("customer_status=Active")));

    // 8 / 3 is shown as 2.67, which is more than it is; 10 / 3 as 3.33, which is less.
    [TestCase("min_health_score=2.67", ExpectedResult = "C01,C08,C02,C03,C04,A%2FB,A/B,C06")]
    [TestCase("min_health_score=2.68", ExpectedResult = "C01,C08,C02,C03,C04")]
    [TestCase("max_health_score=2.67", ExpectedResult = "A%2FB,A/B,C06,C07,C05,A B,日本")]
    [TestCase("max_health_score=2.66", ExpectedResult = "C07,C05,A B,日本")]
    [TestCase("min_health_score=2.67&max_health_score=2.67", ExpectedResult = "A%2FB,A/B,C06")]
    [TestCase("min_health_score=3.33&max_health_score=3.33", ExpectedResult = "C02")]
    [TestCase("min_health_score=3.331", ExpectedResult = "C01,C08")]
    [TestCase("min_health_score=1&max_health_score=5", ExpectedResult = All)]
    public Task<string> Compares_the_health_score_as_it_is_shown(string filter) => Ids(filter);

    [TestCase("min_lifetime_value=10000", ExpectedResult = "C01,C07")]
    [TestCase("min_lifetime_value=9999.99", ExpectedResult = "C01,A%2FB,C07")]
    [TestCase("max_lifetime_value=0", ExpectedResult = "C06,C05,日本")]
    [TestCase("max_lifetime_value=999.99", ExpectedResult = "C06,C05,A B,日本")]
    [TestCase("max_lifetime_value=999.98", ExpectedResult = "C06,C05,日本")]
    [TestCase("min_lifetime_value=5000.00&max_lifetime_value=5000", ExpectedResult = "C02")]
    public Task<string> Takes_both_ends_of_a_range_of_lifetime_values(string filter) => Ids(filter);

    [TestCase("churn_risk_only=true", ExpectedResult = "C08,C02,C03,A%2FB,A/B,C07,C05,A B")]
    [TestCase("churn_risk_only=false", ExpectedResult = All)]
    public Task<string> Churn_risk_only_filters_only_when_true(string filter) => Ids(filter);

    [TestCase("has_app_usage=true", ExpectedResult = "C01,C08,C02,C05,A B")]
    [TestCase("has_app_usage=false", ExpectedResult = "C03,C04,A%2FB,A/B,C06,C07,日本")]
    public Task<string> App_users_and_others_are_two_halves_of_all(string filter) => Ids(filter);

    [TestCase(1, ExpectedResult = true)]
    [TestCase(11, ExpectedResult = true)]
    [TestCase(12, ExpectedResult = false)]
    [TestCase(1000, ExpectedResult = false)]
    public async Task<bool> Says_whether_the_limit_cut_the_list(int limit)
    {
        Assert.That(await Ids($"limit={limit}"), Is.EqualTo(string.Join(',', All.Split(',').Take(limit))));
        return await Dozen.IsTruncatedAsync($"{Route}?limit={limit}");
    }

    private static async Task<string> Ids(string filter) => string.Join(',', await Dozen.ColumnAsync($"{Route}?{filter}", "customer_id"));
}
