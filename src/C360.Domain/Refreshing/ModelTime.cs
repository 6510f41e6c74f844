namespace C360.Domain.Refreshing;

/// <summary>How long a refresh took for a model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Milliseconds">How long.</param>
public sealed record ModelTime(string Model, long Milliseconds);
