using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Marketing;

/// <summary>What the members of each loyalty tier are worth and how they use their points.</summary>
/// <remarks>Customers without a loyalty row are the tier Not Enrolled. A new tier in the data appears here by itself.</remarks>
public sealed record LoyaltyProgramMetrics : IAnalyticQuery<LoyaltyTierMetrics>;

/// <summary>The customers of one loyalty tier.</summary>
/// <param name="LoyaltyTier">The tier, or Not Enrolled.</param>
/// <param name="CustomerCount">Its customers.</param>
/// <param name="AvgLifetimeValue">Mean of the loyalty programme's lifetime value, in the currency of the data.</param>
/// <param name="AvgTotalSpent">Mean of completed purchases, in the currency of the data.</param>
/// <param name="AvgPointsBalance">Mean points balance; null when no balance is known.</param>
/// <param name="AvgRedemptionRatePct">Mean share of the points earned this year that were redeemed, in per cent, over the members who earned some; null when nobody did.</param>
public sealed record LoyaltyTierMetrics(
    string LoyaltyTier,
    long CustomerCount,
    [property: MeasuredIn(Unit.Currency)] decimal AvgLifetimeValue,
    [property: MeasuredIn(Unit.Currency)] decimal AvgTotalSpent,
    [property: MeasuredIn(Unit.Points)] decimal? AvgPointsBalance,
    [property: MeasuredIn(Unit.Percent)] decimal? AvgRedemptionRatePct
);
