using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Finance;

/// <summary>Revenue by customer segment, and each segment’s share of the whole.</summary>
public sealed record RevenueAnalysis : IAnalyticQuery<SegmentRevenue>;

/// <summary>The revenue of one customer segment.</summary>
/// <param name="CustomerSegment">The segment the company put the customers in; null for those it did not.</param>
/// <param name="CustomerCount">Its customers.</param>
/// <param name="TotalRevenue">Sum of completed purchases, in the currency of the data.</param>
/// <param name="AvgRevenuePerCustomer">Mean of the same per customer.</param>
/// <param name="PercentageOfTotalRevenue">Share of the revenue of all segments, 0 to 100; null when nothing was sold at all.</param>
public sealed record SegmentRevenue(
    string? CustomerSegment,
    long CustomerCount,
    decimal TotalRevenue,
    [property: MeasuredIn(Unit.Currency)] decimal AvgRevenuePerCustomer,
    [property: MeasuredIn(Unit.Percent)] decimal? PercentageOfTotalRevenue
);
