using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Queries;

/// <summary>
/// The twelve of <see cref="DozenCustomers"/> and a hundred and ten more, so that the default of every limit cuts: each of these is At Risk, has a Silver
/// membership worth 2500 and so a Tier Upgrade, and spent less than any of the twelve. A hundred and ten items without a transaction are rejected.
/// </summary>
internal static class ManyCustomers
{
    private const int More = 110;

    public static SourceFolder Create()
    {
        string[] ids = [.. Enumerable.Range(1, More).Select(number => $"M{number:000}")];
        return DozenCustomers
            .Create()
            .Customers([.. ids.Select(customer_id => new { customer_id })])
            .LoyaltyProgram([
                .. ids.Select(customer_id => new
                {
                    customer_id,
                    loyalty_tier = "Silver",
                    lifetime_value = 2500,
                }),
            ])
            .Transactions([
                .. ids.Select(customer_id => new
                {
                    transaction_id = "T" + customer_id,
                    customer_id,
                    transaction_date = "2026-05-01",
                    total_amount = 0.01m,
                }),
            ])
            .TransactionItems([.. ids.Select(id => new { item_id = "I" + id, transaction_id = "none" })]);
    }
}
