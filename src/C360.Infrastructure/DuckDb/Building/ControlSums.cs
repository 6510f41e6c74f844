using C360.Domain.Snapshots;
using C360.Domain.Views;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>Adds the completed transactions up along two ways, one through the models and one past them.</summary>
internal static class ControlSums
{
    /// <summary>Takes the sums; the views are there.</summary>
    public static ControlTotals Take(DuckDbConnection connection, DateOnly asOf, CancellationToken cancellationToken)
    {
        string day = SqlText.Date(asOf);
        // Who is left out is worked out anew from the customers: a model that loses one must not go unnoticed.
        string leftOut = $"SELECT customer_id FROM customers WHERE email IS NULL OR CAST(registration_date AS DATE) > {day}";
        using DuckDbReader sums = connection.Query(
            $"""
            SELECT
                (SELECT sum(total_amount) FROM checked_transactions WHERE status = 'completed'),
                (SELECT sum(total_spent) FROM {CustomerAnalyticsView.Declared.Name}),
                (SELECT sum(total_amount) FROM transactions
                    WHERE status = 'completed' AND CAST(transaction_date AS DATE) <= {day} AND customer_id IN ({leftOut})),
                (SELECT sum(total_amount) FROM checked_transactions
                    WHERE status = 'completed' AND position IN (SELECT position FROM rejected_transactions)),
                (SELECT sum(total_amount) FROM transactions WHERE status = 'completed' AND CAST(transaction_date AS DATE) > {day})
            """,
            cancellationToken
        );
        sums.Read();
        decimal Sum(int column) => sums.IsNull(column) ? 0 : sums.Decimal(column);
        return new ControlTotals(Sum(0), Sum(1), Sum(2), Sum(3), Sum(4));
    }
}
