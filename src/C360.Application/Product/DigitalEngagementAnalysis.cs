using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.Product;

/// <summary>How each generation uses the app.</summary>
/// <remarks>The engagement score of a customer is 0.3 × minutes + 0.4 × pages + 0.3 × actions over all sessions, 0 without any.</remarks>
public sealed record DigitalEngagementAnalysis : IAnalyticQuery<GenerationEngagement>;

/// <summary>The customers of one generation.</summary>
/// <param name="GenerationSegment">Gen Z, Millennial, Gen X, Boomer+ or Unknown.</param>
/// <param name="TotalCustomers">Its customers.</param>
/// <param name="AppUsers">Those with an app session.</param>
/// <param name="DigitalNatives">Those who prefer the channel online or mobile.</param>
/// <param name="AvgEngagementScore">Mean engagement score over all customers of the generation.</param>
/// <param name="AppAdoptionRatePct">Share of its customers who use the app, 0 to 100.</param>
public sealed record GenerationEngagement(
    string GenerationSegment,
    [property: MeasuredIn(Unit.Customers)] long TotalCustomers,
    [property: MeasuredIn(Unit.Customers)] long AppUsers,
    [property: MeasuredIn(Unit.Customers)] long DigitalNatives,
    [property: MeasuredIn(Unit.EngagementPoints)] decimal AvgEngagementScore,
    [property: MeasuredIn(Unit.Percent)] decimal AppAdoptionRatePct
);
