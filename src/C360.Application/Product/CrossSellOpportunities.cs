using C360.Application.Queries;
using FluentValidation;

namespace C360.Application.Product;

/// <summary>Customers to whom something more can be offered, best spenders first.</summary>
/// <remarks>Channel Expansion: all of more than three purchases through one channel. Tier Upgrade: Bronze or Silver with a lifetime value above 2000. App Adoption: active without any app session.</remarks>
public sealed record CrossSellOpportunities : IAnalyticQuery<CrossSellOpportunity>, ILimited
{
    /// <summary>Most customers to list, 1 to 1000.</summary>
    public int Limit { get; init; } = 50;

    internal sealed class Validator : AbstractValidator<CrossSellOpportunities>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, ILimited.Most);
        }
    }
}

/// <summary>A customer to whom something more can be offered.</summary>
/// <param name="CustomerId">The customer's id.</param>
/// <param name="CustomerName">First and last name; null when both are missing.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="CustomerSegment">The segment the company put the customer in; null when it did not.</param>
/// <param name="LoyaltyTier">The loyalty tier, or Not Enrolled.</param>
/// <param name="ChannelsUsed">Distinct channels of completed purchases.</param>
/// <param name="TotalSpent">Sum of completed purchases, in the currency of the data.</param>
/// <param name="Opportunities">Channel Expansion, Tier Upgrade, App Adoption: those that apply, in this order, joined by comma and blank.</param>
public sealed record CrossSellOpportunity(
    string CustomerId,
    string? CustomerName,
    string Email,
    string? CustomerSegment,
    string LoyaltyTier,
    long ChannelsUsed,
    decimal TotalSpent,
    string Opportunities
);
