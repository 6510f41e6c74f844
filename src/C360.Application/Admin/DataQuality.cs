using C360.Domain.Snapshots;

namespace C360.Application.Admin;

/// <summary>What a refresh found in the files.</summary>
/// <param name="Gate">What stands between a refresh and its publication.</param>
/// <param name="ControlTotals">The sums that must agree.</param>
/// <param name="Currencies">The currencies of the transactions, in alphabetical order; amounts are added as they are.</param>
/// <param name="Sources">What became of the rows of each source, in the order of declaration.</param>
public sealed record DataQuality(
    GateReport Gate,
    ControlTotals ControlTotals,
    IReadOnlyList<string> Currencies,
    IReadOnlyList<SourceQuality> Sources
);
