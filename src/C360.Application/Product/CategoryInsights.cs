using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Product;

/// <summary>What each product category sells, to how many, and how many come back for it.</summary>
/// <remarks>Over the items of completed purchases; an item of an unknown product, or of one without a category, counts as Unknown.</remarks>
public sealed record CategoryInsights : IAnalyticQuery<CategorySales>;

/// <summary>The sales of one product category.</summary>
/// <param name="Category">The product category.</param>
/// <param name="CustomerCount">Distinct buyers.</param>
/// <param name="AvgOrderValue">Revenue per purchase with the category, in the currency of the data.</param>
/// <param name="TotalRevenue">Σ (line_total − discount_applied) of its items, in the currency of the data.</param>
/// <param name="RepeatPurchaseRate">Share of the buyers with two or more purchases with the category, 0 to 1.</param>
public sealed record CategorySales(
    string Category,
    long CustomerCount,
    decimal AvgOrderValue,
    decimal TotalRevenue,
    [property: MeasuredIn(Unit.Ratio)] decimal RepeatPurchaseRate
);
