using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Finance;

/// <summary>What each group of customers brings in after the cost of goods, shipping and support.</summary>
/// <remarks>Revenue here is net: Σ (line_total − discount_applied) of the items of completed purchases.</remarks>
public sealed record ProfitabilityMetrics : IAnalyticQuery<TierProfitability>
{
    /// <summary>The column that makes the groups.</summary>
    public ProfitabilityColumn By { get; init; } = ProfitabilityColumn.LoyaltyTier;
}

/// <summary>The columns by which profitability can be shown.</summary>
public enum ProfitabilityColumn
{
    /// <summary>By loyalty tier.</summary>
    LoyaltyTier,

    /// <summary>By the segment the company put the customer in.</summary>
    CustomerSegment,

    /// <summary>By lifetime value: Low Value, Medium Value, High Value, VIP, Not Enrolled.</summary>
    ValueSegment,
}

/// <summary>The profitability of a group of customers.</summary>
/// <param name="CustomerTier">The group; null for customers without a value in that column.</param>
/// <param name="CustomerCount">Its customers.</param>
/// <param name="TotalRevenue">Net revenue, in the currency of the data.</param>
/// <param name="GrossProfit">Net revenue less the cost of goods.</param>
/// <param name="AvgProfitMargin">(Net revenue − cost of goods − shipping − support) / net revenue of the group, on the scale 0 to 1; null when nothing was sold.</param>
/// <param name="CostToServe">Mean cost of shipping and support per customer.</param>
public sealed record TierProfitability(
    string? CustomerTier,
    long CustomerCount,
    decimal TotalRevenue,
    [property: MeasuredIn(Unit.Currency)] decimal GrossProfit,
    [property: MeasuredIn(Unit.Ratio)] decimal? AvgProfitMargin,
    [property: MeasuredIn(Unit.Currency)] decimal CostToServe
);
