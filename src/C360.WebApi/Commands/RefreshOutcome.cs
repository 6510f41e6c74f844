namespace C360.WebApi.Commands;

/// <summary>What came of <c>c360 refresh</c>, as <c>--json</c> prints it.</summary>
/// <param name="Status">succeeded, failed, cancelled or up_to_date.</param>
/// <param name="RefreshId">The refresh; null when nothing was to do.</param>
/// <param name="DataVersion">The snapshot that it published, or that is up to date; null when there is none.</param>
/// <param name="TotalCustomers">Its customers.</param>
/// <param name="Rejected">Rows of the sources that were rejected.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Error">What went wrong, in plain words; null unless it failed.</param>
internal sealed record RefreshOutcome(
    string Status,
    string? RefreshId,
    string? DataVersion,
    long? TotalCustomers,
    long? Rejected,
    double Seconds,
    string? Error
);
