namespace C360.WebApi.Http;

/// <summary>The answer of a probe.</summary>
/// <param name="Status">live, ready or not_ready.</param>
public sealed record Probe(string Status);
