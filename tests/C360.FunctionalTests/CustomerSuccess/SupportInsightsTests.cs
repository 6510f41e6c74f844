namespace C360.FunctionalTests.CustomerSuccess;

// Highly Satisfied  C01, C02    (2 + 4) / 2 = 3.0   (4.00 + 4.25) / 2 = 4.125 → 4.13   urgent 0 + 2   (1000.00 + 500.00) / 2 = 750.00
// Needs Attention   C06, A%2FB  (1 + 2) / 2 = 1.5   A%2FB's 2.50; C06 did not rate     urgent 1 + 1   (49.94 + 200.00) / 2 = 124.97
// Satisfied         C04, A/B    (2 + 1) / 2 = 1.5   (3.50 + 3.00) / 2 = 3.25           urgent 0       (49.94 + 200.00) / 2 = 124.97
// The others have no ticket; C08's is after as_of.
internal sealed class SupportInsightsTests
{
    private const string Route = "/customer-success/support-insights";

    [Test]
    public Task Shows_each_level_of_satisfaction() => Dozen.AssertExampleAsync(Route, "support_insights");

    [Test]
    public async Task Best_customers_come_first_and_equal_ones_by_level() =>
        Assert.That(
            await Dozen.LinesAsync(Route, "avg_customer_value", "support_satisfaction_level"),
            Is.EqualTo(new[] { "750.00 | Highly Satisfied", "124.97 | Needs Attention", "124.97 | Satisfied" })
        );

    [Test]
    public async Task No_ticket_at_all_is_a_list_without_anything() => await Dozen.AssertEmptyAsync(await Dozen.Alone, Route);
}
