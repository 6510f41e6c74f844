namespace C360.Application.Admin;

/// <summary>A snapshot on disk: the outcome of one refresh.</summary>
/// <param name="Version">Its version, as in data_version.</param>
/// <param name="AsOf">The date from which its recency is counted.</param>
/// <param name="BuiltAt">When it was built.</param>
/// <param name="Engine">The engine that built it.</param>
/// <param name="TotalCustomers">Its rows: one for each customer.</param>
/// <param name="Rejected">Rows of the sources that were rejected, all reasons together.</param>
/// <param name="SizeBytes">How many bytes it takes on disk.</param>
/// <param name="Current">Whether new questions are answered from it.</param>
public sealed record SnapshotReport(
    string Version,
    DateOnly AsOf,
    DateTimeOffset BuiltAt,
    string Engine,
    long TotalCustomers,
    long Rejected,
    long SizeBytes,
    bool Current
);
