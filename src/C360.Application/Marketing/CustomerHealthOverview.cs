using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Marketing;

/// <summary>How many customers are active, at risk, lost or never bought, and how healthy each group is.</summary>
/// <remarks>The status follows from the days between the last purchase and as_of: up to 30 Active, up to 90 At Risk, else Churned.</remarks>
public sealed record CustomerHealthOverview : IAnalyticQuery<CustomerHealth>;

/// <summary>The customers of one status.</summary>
/// <param name="CustomerStatus">Active, At Risk, Churned or Never Purchased.</param>
/// <param name="CustomerCount">Customers with that status.</param>
/// <param name="AvgHealthScore">Mean health score, 1 to 5.</param>
/// <param name="AvgTotalSpent">Mean of completed purchases, in the currency of the data.</param>
/// <param name="AvgTransactions">Mean number of completed purchases.</param>
public sealed record CustomerHealth(
    string CustomerStatus,
    long CustomerCount,
    [property: MeasuredIn(Unit.Score1To5)] decimal AvgHealthScore,
    [property: MeasuredIn(Unit.Currency)] decimal AvgTotalSpent,
    [property: MeasuredIn(Unit.Transactions)] decimal AvgTransactions
);
