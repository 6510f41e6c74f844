using C360.Domain.Snapshots;
using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline;

/// <summary>What a build found.</summary>
/// <param name="AsOf">The date from which recency was counted.</param>
/// <param name="LatestEventOn">The newest transaction, ticket or session not after the build's today, or null: what <c>latest</c> means.</param>
/// <param name="NextEventOn">The earliest transaction, ticket or session after the build's today, or null: when <c>latest</c> will change by itself.</param>
/// <param name="TotalCustomers">Rows of customer_analytics_c360; 0 is for the gate to refuse.</param>
/// <param name="Sources">One report per declared source, in the order of declaration.</param>
/// <param name="ControlTotals">The sums that must agree.</param>
internal sealed record PipelineResult(
    DateOnly AsOf,
    DateOnly? LatestEventOn,
    DateOnly? NextEventOn,
    long TotalCustomers,
    IReadOnlyList<SourceReport> Sources,
    ControlTotals ControlTotals
);
