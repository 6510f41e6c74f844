using C360.Application.Queries;
using C360.Domain.Views;

namespace C360.Application.CustomerSuccess;

/// <summary>How satisfied the customers with support tickets are, and what they are worth.</summary>
/// <remarks>The level follows from the mean of the customer’s satisfaction scores: 4 or more Highly Satisfied, 3 or more Satisfied, else or unrated Needs Attention.</remarks>
public sealed record SupportInsights : IAnalyticQuery<SupportSatisfaction>;

/// <summary>The customers with one level of satisfaction.</summary>
/// <param name="SupportSatisfactionLevel">Highly Satisfied, Satisfied or Needs Attention.</param>
/// <param name="CustomerCount">Customers with tickets.</param>
/// <param name="AvgTicketsPerCustomer">Mean number of tickets.</param>
/// <param name="AvgSatisfactionScore">Mean of the customers’ mean scores that are known, 1 to 5; null when nobody rated.</param>
/// <param name="TotalUrgentTickets">Tickets with priority urgent.</param>
/// <param name="AvgCustomerValue">Mean of completed purchases, in the currency of the data.</param>
public sealed record SupportSatisfaction(
    string SupportSatisfactionLevel,
    long CustomerCount,
    [property: MeasuredIn(Unit.Tickets)] decimal AvgTicketsPerCustomer,
    [property: MeasuredIn(Unit.Score1To5)] decimal? AvgSatisfactionScore,
    [property: MeasuredIn(Unit.Tickets)] long TotalUrgentTickets,
    [property: MeasuredIn(Unit.Currency)] decimal AvgCustomerValue
);
