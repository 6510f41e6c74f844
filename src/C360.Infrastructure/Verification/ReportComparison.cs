using C360.Application.Verification;
using C360.Domain.Snapshots;
using C360.Domain.Sources;

namespace C360.Infrastructure.Verification;

/// <summary>Compares what two builds found in the sources: every count, the sums, the dates.</summary>
/// <param name="engines">Which engines the comparisons are of.</param>
/// <param name="render">Writes a value as the service does.</param>
internal sealed class ReportComparison(string engines, Func<object, string> render)
{
    /// <summary>One comparison a source, and one of the totals.</summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="actual">What is there.</param>
    public IEnumerable<EngineComparison> Of(Snapshot expected, Snapshot actual) =>
        expected
            .Sources.Zip(actual.Sources, (one, other) => Compare($"source {one.Source}", Comparable(one), Comparable(other)))
            .Append(Compare("totals", Totals(expected), Totals(actual)));

    private EngineComparison Compare(string what, object expected, object actual) =>
        new(engines, what, FirstDifference.Of(render(expected), render(actual)));

    /// <summary>Without what engines know differently: where in a file a rejected row stands, and its raw text.</summary>
    private static SourceReport Comparable(SourceReport report) =>
        report with
        {
            ModifiedAt = null,
            Samples = [.. report.Samples.Select(sample => sample with { Line = null, RawValues = new Dictionary<string, string?>() })],
        };

    private static Dictionary<string, object?> Totals(Snapshot snapshot) =>
        new()
        {
            ["as_of"] = snapshot.AsOf,
            ["latest_event_on"] = snapshot.LatestEventOn,
            ["next_event_on"] = snapshot.NextEventOn,
            ["total_customers"] = snapshot.TotalCustomers,
            ["control_totals"] = snapshot.ControlTotals,
        };
}
