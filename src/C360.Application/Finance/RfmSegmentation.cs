using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Finance;

/// <summary>The customers by recency, frequency and monetary score, with the name that business gives each combination.</summary>
/// <remarks>The first match names it: r ≥ 4, f ≥ 4, m ≥ 4 Champions; r ≥ 3, f ≥ 3, m ≥ 4 Loyal Customers; r ≥ 4, f ≤ 2, m ≥ 3 Big Spenders; r ≥ 4, f ≥ 3, m ≤ 2 Potential Loyalists; r ≤ 2, f ≥ 3, m ≥ 3 At Risk; r ≤ 2, f ≤ 2 Hibernating; else Others.</remarks>
public sealed record RfmSegmentation : IAnalyticQuery<RfmSegment>;

/// <summary>The customers with the same three scores.</summary>
/// <param name="RecencyScore">Last purchase ≤ 30 days ago 5, ≤ 60 4, ≤ 90 3, ≤ 180 2, else or none 1.</param>
/// <param name="FrequencyScore">Purchases ≥ 10 5, ≥ 5 4, ≥ 3 3, ≥ 1 2, none 1.</param>
/// <param name="MonetaryScore">Spent ≥ 1000 5, ≥ 500 4, ≥ 200 3, ≥ 50 2, else 1.</param>
/// <param name="CustomerCount">Customers with these scores.</param>
/// <param name="AvgTotalSpent">Mean of completed purchases, in the currency of the data.</param>
/// <param name="BusinessSegment">Champions, Loyal Customers, Big Spenders, Potential Loyalists, At Risk, Hibernating or Others.</param>
public sealed record RfmSegment(
    int RecencyScore,
    int FrequencyScore,
    int MonetaryScore,
    long CustomerCount,
    [property: MeasuredIn(Unit.Currency)] decimal AvgTotalSpent,
    string BusinessSegment
);
