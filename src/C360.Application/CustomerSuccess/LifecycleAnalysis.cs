using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.CustomerSuccess;

/// <summary>How customers develop with the time since they registered.</summary>
public sealed record LifecycleAnalysis : IAnalyticQuery<LifecycleStage>;

/// <summary>The customers of one tenure.</summary>
/// <param name="CustomerTenureSegment">New (0-30 days), Recent (31-90 days), Established (3-12 months), Veteran (1+ years) or Unknown.</param>
/// <param name="CustomerCount">Its customers.</param>
/// <param name="AvgTransactions">Mean number of completed purchases.</param>
/// <param name="AvgTotalSpent">Mean of completed purchases, in the currency of the data.</param>
/// <param name="AvgHealthScore">Mean health score, 1 to 5.</param>
/// <param name="ActiveCustomers">Those whose status is Active.</param>
public sealed record LifecycleStage(
    string CustomerTenureSegment,
    long CustomerCount,
    [property: MeasuredIn(Unit.Transactions)] decimal AvgTransactions,
    [property: MeasuredIn(Unit.Currency)] decimal AvgTotalSpent,
    [property: MeasuredIn(Unit.Score1To5)] decimal AvgHealthScore,
    [property: MeasuredIn(Unit.Customers)] long ActiveCustomers
);
