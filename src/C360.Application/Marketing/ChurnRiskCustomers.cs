using C360.Application.Queries;
using FluentValidation;

namespace C360.Application.Marketing;

/// <summary>High-value customers who stopped buying, best spenders first: the call list of a retention campaign.</summary>
/// <remarks>Stopped buying means customer_status At Risk or Churned: no purchase in the 30 days before as_of.</remarks>
public sealed record ChurnRiskCustomers : IAnalyticQuery<ChurnRiskCustomer>, ILimited
{
    /// <summary>Smallest lifetime value to list, in the currency of the data; 0 or more.</summary>
    /// <example>5000</example>
    public decimal MinLifetimeValue { get; init; } = 1000;

    /// <summary>Most customers to list, 1 to 1000.</summary>
    public int Limit { get; init; } = 50;

    internal sealed class Validator : AbstractValidator<ChurnRiskCustomers>
    {
        public Validator()
        {
            RuleFor(q => q.MinLifetimeValue).GreaterThanOrEqualTo(0);
            RuleFor(q => q.Limit).InclusiveBetween(1, ILimited.Most);
        }
    }
}

/// <summary>A customer at risk of leaving.</summary>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="CustomerName">First and last name; null when both are missing.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="CustomerSegment">The segment the company put the customer in; null when it did not.</param>
/// <param name="LoyaltyTier">The loyalty tier, or Not Enrolled.</param>
/// <param name="TotalSpent">Sum of completed purchases, in the currency of the data.</param>
/// <param name="LastPurchaseDate">Day of the last completed purchase.</param>
/// <param name="CustomerHealthScore">Mean of the recency, frequency and monetary scores, 1 to 5.</param>
/// <param name="LifetimeValue">The loyalty programme's lifetime value, in the currency of the data.</param>
/// <param name="RiskStatus">Always CHURN RISK.</param>
public sealed record ChurnRiskCustomer(
    string CustomerId,
    string? CustomerName,
    string Email,
    string? CustomerSegment,
    string LoyaltyTier,
    decimal TotalSpent,
    DateOnly? LastPurchaseDate,
    decimal CustomerHealthScore,
    decimal LifetimeValue,
    string RiskStatus
);
