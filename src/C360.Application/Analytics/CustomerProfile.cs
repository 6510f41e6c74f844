namespace C360.Application.Analytics;

/// <summary>Everything the pipeline knows of a customer; the rules are those of the view customer_analytics_c360.</summary>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="CustomerSegment">The segment the company put the customer in; null when it did not.</param>
/// <param name="PreferredChannel">online, store or mobile.</param>
/// <param name="GenerationSegment">Gen Z, Millennial, Gen X, Boomer+; Unknown without a birth date.</param>
/// <param name="AgeYears">Days since birth / 365.25; null without a birth date.</param>
/// <param name="City">City.</param>
/// <param name="State">State.</param>
/// <param name="Country">Country.</param>
/// <param name="DaysSinceRegistration">Days from registration to as_of; null without a registration date.</param>
/// <param name="CustomerTenureSegment">New (0-30 days), Recent (31-90 days), Established (3-12 months), Veteran (1+ years) or Unknown.</param>
/// <param name="LoyaltyTier">The loyalty tier, or Not Enrolled.</param>
/// <param name="PointsBalance">Points; 0 when not enrolled.</param>
/// <param name="LifetimeValue">The loyalty programme's lifetime value, in the currency of the data; 0 when not enrolled.</param>
/// <param name="ValueSegment">Low Value, Medium Value, High Value, VIP or Not Enrolled.</param>
/// <param name="RedemptionRate">Points redeemed / points earned this year; null when none were earned.</param>
/// <param name="TotalTransactions">Completed purchases.</param>
/// <param name="TotalSpent">Their sum, in the currency of the data.</param>
/// <param name="AvgOrderValue">Their mean; 0 when none.</param>
/// <param name="FirstPurchaseDate">Day of the first of them.</param>
/// <param name="LastPurchaseDate">Day of the last of them.</param>
/// <param name="ChannelsUsed">Their distinct channels.</param>
/// <param name="ShoppingDays">Their distinct days.</param>
/// <param name="TransactionsLast90d">Those within 90 days of as_of.</param>
/// <param name="SpentLast90d">The sum of those.</param>
/// <param name="CustomerStatus">Active, At Risk, Churned or Never Purchased.</param>
/// <param name="RecencyScore">1 to 5, by days since the last purchase.</param>
/// <param name="FrequencyScore">1 to 5, by number of purchases.</param>
/// <param name="MonetaryScore">1 to 5, by money spent.</param>
/// <param name="CustomerHealthScore">Mean of the three.</param>
/// <param name="ChurnRiskFlag">Status At Risk or Churned.</param>
/// <param name="SatisfactionRiskFlag">Mean satisfaction below 3.</param>
/// <param name="HasUrgentIssues">An urgent ticket.</param>
/// <param name="TotalAppSessions">App sessions.</param>
/// <param name="TotalSessionMinutes">Their minutes.</param>
/// <param name="AvgSessionDuration">Mean minutes of those whose duration is known; 0 when none.</param>
/// <param name="TotalPagesViewed">Their pages.</param>
/// <param name="TotalActionsTaken">Their actions.</param>
/// <param name="AppEngagementScore">0.3 × minutes + 0.4 × pages + 0.3 × actions.</param>
/// <param name="LastAppUseDate">Day of the last session.</param>
/// <param name="UniqueDeviceTypes">Distinct kinds of device.</param>
/// <param name="IsAppUser">Any session.</param>
/// <param name="IsDigitalNative">Prefers online or mobile.</param>
/// <param name="TotalSupportTickets">Support tickets.</param>
/// <param name="ResolvedSupportTickets">Those with status resolved.</param>
/// <param name="UrgentSupportTickets">Those with priority urgent.</param>
/// <param name="AvgSatisfaction">Mean score of those that were rated; null when none was.</param>
/// <param name="SupportSatisfactionLevel">No Contact, Highly Satisfied, Satisfied or Needs Attention.</param>
/// <param name="LastTicketDate">Day of the last ticket.</param>
/// <param name="ChannelExpansionOpportunity">All of more than three purchases through one channel.</param>
/// <param name="TierUpgradeOpportunity">Bronze or Silver with a lifetime value above 2000.</param>
/// <param name="AppAdoptionOpportunity">Active without an app session.</param>
/// <param name="NetRevenue">Σ (line_total − discount_applied) of the items bought.</param>
/// <param name="CostOfGoods">Σ quantity × product cost of the same items.</param>
/// <param name="ShippingCost">Σ shipping_cost of the purchases.</param>
/// <param name="SupportCost">Tickets × SUPPORT_COST_PER_TICKET.</param>
/// <param name="ProfileCreatedAt">When the snapshot was built.</param>
public sealed record CustomerProfile(
    string CustomerId,
    string? FirstName,
    string? LastName,
    string Email,
    string? CustomerSegment,
    string? PreferredChannel,
    string GenerationSegment,
    decimal? AgeYears,
    string? City,
    string? State,
    string? Country,
    int? DaysSinceRegistration,
    string CustomerTenureSegment,
    string LoyaltyTier,
    int? PointsBalance,
    decimal LifetimeValue,
    string ValueSegment,
    decimal? RedemptionRate,
    long TotalTransactions,
    decimal TotalSpent,
    decimal AvgOrderValue,
    DateOnly? FirstPurchaseDate,
    DateOnly? LastPurchaseDate,
    long ChannelsUsed,
    long ShoppingDays,
    long TransactionsLast90d,
    decimal SpentLast90d,
    string CustomerStatus,
    int RecencyScore,
    int FrequencyScore,
    int MonetaryScore,
    decimal CustomerHealthScore,
    bool ChurnRiskFlag,
    bool SatisfactionRiskFlag,
    bool HasUrgentIssues,
    long TotalAppSessions,
    long TotalSessionMinutes,
    decimal AvgSessionDuration,
    long TotalPagesViewed,
    long TotalActionsTaken,
    decimal AppEngagementScore,
    DateOnly? LastAppUseDate,
    long UniqueDeviceTypes,
    bool IsAppUser,
    bool IsDigitalNative,
    long TotalSupportTickets,
    long ResolvedSupportTickets,
    long UrgentSupportTickets,
    decimal? AvgSatisfaction,
    string SupportSatisfactionLevel,
    DateOnly? LastTicketDate,
    bool ChannelExpansionOpportunity,
    bool TierUpgradeOpportunity,
    bool AppAdoptionOpportunity,
    decimal NetRevenue,
    decimal CostOfGoods,
    decimal ShippingCost,
    decimal SupportCost,
    DateTime ProfileCreatedAt
);
