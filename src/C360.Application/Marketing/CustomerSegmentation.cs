using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Marketing;

/// <summary>The customers in groups of your choice: how many, how valuable, how healthy, how likely to leave.</summary>
public sealed record CustomerSegmentation : IAnalyticQuery<CustomerSegment>
{
    /// <summary>The column that makes the groups.</summary>
    public SegmentationColumn By { get; init; } = SegmentationColumn.ValueSegment;
}

/// <summary>The columns that can make groups of customers.</summary>
public enum SegmentationColumn
{
    /// <summary>By lifetime value: Low Value, Medium Value, High Value, VIP, Not Enrolled.</summary>
    ValueSegment,

    /// <summary>By the segment the company put the customer in.</summary>
    CustomerSegment,

    /// <summary>By loyalty tier.</summary>
    LoyaltyTier,

    /// <summary>By age: Gen Z, Millennial, Gen X, Boomer+, Unknown.</summary>
    GenerationSegment,

    /// <summary>By days since registration.</summary>
    CustomerTenureSegment,

    /// <summary>By days since the last purchase.</summary>
    CustomerStatus,
}

/// <summary>A group of customers.</summary>
/// <param name="SegmentName">The group; null for customers without a value in that column.</param>
/// <param name="CustomerCount">Its customers.</param>
/// <param name="AvgLifetimeValue">Mean of the loyalty programme's lifetime value, in the currency of the data.</param>
/// <param name="AvgHealthScore">Mean health score, 1 to 5.</param>
/// <param name="ChurnRiskPercentage">Share of the group whose status is At Risk or Churned, 0 to 100.</param>
public sealed record CustomerSegment(
    string? SegmentName,
    long CustomerCount,
    [property: MeasuredIn(Unit.Currency)] decimal AvgLifetimeValue,
    [property: MeasuredIn(Unit.Score1To5)] decimal AvgHealthScore,
    [property: MeasuredIn(Unit.Percent)] decimal ChurnRiskPercentage
);
