using C360.Application.Queries;

namespace C360.Application.Analytics;

/// <summary>The whole profile of one customer.</summary>
/// <param name="CustomerId">The customer's id.</param>
[FindsOne("Customer")]
public sealed record CustomerProfileById(string CustomerId) : IAnalyticQuery<CustomerProfile>;
