namespace C360.Application.Admin;

/// <summary>How long a refresh took for a model.</summary>
/// <param name="Model">The model: the name of its file.</param>
/// <param name="DurationMs">How long, in milliseconds.</param>
public sealed record ModelTimeReport(string Model, long DurationMs);
