using C360.Application.Queries;
using FluentValidation;

namespace C360.Application.Analytics;

/// <summary>Whole profiles of customers, healthiest first, with filters.</summary>
/// <remarks>Filters compare values as they are shown: min_health_score=2.67 finds whoever is shown with 2.67. A value that nobody has matches nobody.</remarks>
public sealed record CustomerProfiles : IAnalyticQuery<CustomerProfile>, ILimited
{
    /// <summary>Only customers with one of these statuses: Active, At Risk, Churned, Never Purchased; repeat it for several.</summary>
    public IReadOnlyList<string> CustomerStatus { get; init; } = [];

    /// <summary>Only customers of one of these segments; repeat it for several.</summary>
    public IReadOnlyList<string> CustomerSegment { get; init; } = [];

    /// <summary>Only customers of one of these loyalty tiers, Not Enrolled among them; repeat it for several.</summary>
    public IReadOnlyList<string> LoyaltyTier { get; init; } = [];

    /// <summary>Smallest health score to list, 1 to 5.</summary>
    public decimal? MinHealthScore { get; init; }

    /// <summary>Largest health score to list, 1 to 5.</summary>
    public decimal? MaxHealthScore { get; init; }

    /// <summary>Smallest lifetime value to list, in the currency of the data; 0 or more.</summary>
    public decimal? MinLifetimeValue { get; init; }

    /// <summary>Largest lifetime value to list, in the currency of the data; 0 or more.</summary>
    public decimal? MaxLifetimeValue { get; init; }

    /// <summary>True: only customers whose status is At Risk or Churned; false filters nothing.</summary>
    public bool ChurnRiskOnly { get; init; }

    /// <summary>True: only customers with an app session; false: only those without; not given: both.</summary>
    public bool? HasAppUsage { get; init; }

    /// <summary>Most profiles to list, 1 to 1000.</summary>
    public int Limit { get; init; } = 100;

    internal sealed class Validator : AbstractValidator<CustomerProfiles>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, ILimited.Most);
            RuleFor(q => q.MinHealthScore).InclusiveBetween(1, 5);
            RuleFor(q => q.MaxHealthScore).InclusiveBetween(1, 5);
            RuleFor(q => q.MinLifetimeValue).GreaterThanOrEqualTo(0);
            RuleFor(q => q.MaxLifetimeValue).GreaterThanOrEqualTo(0);
        }
    }
}
