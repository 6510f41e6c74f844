namespace C360.WebApi.Http;

/// <summary>Probes and load balancers ask under /health: they are never refused, limited or counted, whatever they send along.</summary>
internal static class Probes
{
    /// <summary>Whether a request is a probe's.</summary>
    /// <param name="request">The request.</param>
    public static bool Sent(HttpRequest request) => request.Path.StartsWithSegments("/health");
}
