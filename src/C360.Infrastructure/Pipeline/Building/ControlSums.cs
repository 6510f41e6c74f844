using C360.Domain.Snapshots;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>Adds the completed transactions up along two ways, one through the models and one past them.</summary>
internal static class ControlSums
{
    /// <summary>Takes the sums; the views are there.</summary>
    public static async Task<ControlTotals> TakeAsync(IBuildTables tables, DateOnly asOf)
    {
        string day = SqlText.Date(asOf);
        // Who is left out is worked out anew from the customers: a model that loses one must not go unnoticed.
        string leftOut = $"SELECT customer_id FROM customers WHERE email IS NULL OR CAST(registration_date AS DATE) > {day}";
        IReadOnlyList<object?[]> rows = await tables.RowsAsync(
            $"""
            SELECT
                (SELECT sum(total_amount) FROM checked_transactions WHERE status = 'completed'),
                (SELECT sum(total_spent) FROM {CustomerAnalyticsView.Declared.Name}),
                (SELECT sum(total_amount) FROM transactions
                    WHERE status = 'completed' AND CAST(transaction_date AS DATE) <= {day} AND customer_id IN ({leftOut})),
                (SELECT sum(total_amount) FROM checked_transactions
                    WHERE status = 'completed' AND position IN (SELECT position FROM rejected_transactions)),
                (SELECT sum(total_amount) FROM transactions WHERE status = 'completed' AND CAST(transaction_date AS DATE) > {day})
            """
        );
        decimal Sum(int column) => (decimal?)rows[0][column] ?? 0;
        return new ControlTotals(Sum(0), Sum(1), Sum(2), Sum(3), Sum(4));
    }
}
