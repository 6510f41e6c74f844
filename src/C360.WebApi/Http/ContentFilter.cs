using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace C360.WebApi.Http;

/// <summary>
/// Refuses, before anything is done, a request that takes no JSON for an answer, and one with a body: no address reads one, and parameters that are
/// sent there would be lost in silence.
/// </summary>
internal sealed class ContentFilter : IResourceFilter
{
    /// <summary>Looks at what is sent and what is wanted.</summary>
    /// <param name="context">The request, not bound yet.</param>
    /// <exception cref="BadHttpRequestException">The request is not for this address.</exception>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        HttpRequest request = context.HttpContext.Request;
        if (Probes.Sent(request))
            return;
        if (context.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            throw new BadHttpRequestException("A body where none is read", StatusCodes.Status415UnsupportedMediaType);
        // What answers in text does so whatever is wanted, as Prometheus expects.
        if (context.ActionDescriptor.EndpointMetadata.OfType<ProducesAttribute>().Any())
            return;
        if (request.Headers.Accept.Count > 0 && !request.Headers.Accept.Any(TakesJson))
            throw new BadHttpRequestException("No JSON wanted", StatusCodes.Status406NotAcceptable);
    }

    /// <summary>Nothing to do afterwards.</summary>
    /// <param name="context">The outcome.</param>
    public void OnResourceExecuted(ResourceExecutedContext context) { }

    /// <summary>A header that nobody can read asks for nothing in particular.</summary>
    private static bool TakesJson(string? accept) =>
        string.IsNullOrWhiteSpace(accept)
        || accept.Split(',').Any(range => !MediaTypeWithQualityHeaderValue.TryParse(range, out var wanted) || TakesJson(wanted));

    private static bool TakesJson(MediaTypeWithQualityHeaderValue wanted) =>
        wanted.Quality is not 0 && wanted.MediaType?.ToLowerInvariant() is "application/json" or "application/*" or "*/*";
}
