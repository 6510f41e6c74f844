using C360.Domain.Quality;
using C360.Domain.Sources;

namespace C360.Domain.Snapshots;

/// <summary>The outcome of a refresh: one immutable, versioned state of the views and where it came from.</summary>
public sealed record Snapshot
{
    /// <summary>The version: the second of the build (UTC) and a suffix that makes it unique, as in <c>20260620T143000Z-1f3a9c</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The date from which all recency is counted.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>When the snapshot was built (UTC).</summary>
    public required DateTimeOffset BuiltAt { get; init; }

    /// <summary>The engine that built it: <c>embedded</c> or <c>spark</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>What it was built from; a refresh with equal inputs would build the same.</summary>
    public required PipelineInputs Inputs { get; init; }

    /// <summary>The newest event that was not after the build's today, which is what <c>C360_AS_OF=latest</c> means; null when there was none.</summary>
    public DateOnly? LatestEventOn { get; init; }

    /// <summary>
    /// The first day on which the same sources give another as_of under <c>C360_AS_OF=latest</c> (the earliest event after the build's
    /// today), or null when no such event is known.
    /// </summary>
    public DateOnly? NextEventOn { get; init; }

    /// <summary>Whether it was built from generated sample data.</summary>
    public bool Sample { get; init; }

    /// <summary>Rows of customer_analytics_c360.</summary>
    public required long TotalCustomers { get; init; }

    /// <summary>What became of the rows of each source, in the order of declaration.</summary>
    public required IReadOnlyList<SourceReport> Sources { get; init; }

    /// <summary>The sums that must agree.</summary>
    public required ControlTotals ControlTotals { get; init; }

    /// <summary>The conditions of the gate as they were judged; all hold in what is published.</summary>
    public IReadOnlyList<GateCheck> Gate { get; init; } = [];
}
