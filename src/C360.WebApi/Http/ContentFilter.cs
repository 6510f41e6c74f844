using C360.Application.Behaviors;
using C360.WebApi.Formats;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;

namespace C360.WebApi.Http;

/// <summary>
/// Refuses, before anything is done, a request that takes none of the formats that there are, and one with a body: no address reads one, and parameters that
/// are sent there would be lost in silence. Notes what is wanted, and what the client has already.
/// </summary>
internal sealed class ContentFilter : IResourceFilter
{
    /// <summary>Looks at what is sent and what is wanted.</summary>
    /// <param name="context">The request, not bound yet.</param>
    /// <exception cref="BadHttpRequestException">The request has a body.</exception>
    /// <exception cref="NotAcceptableException">The client takes none of the formats.</exception>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        HttpRequest request = context.HttpContext.Request;
        if (Probes.Sent(request))
            return;
        if (context.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            throw new BadHttpRequestException("A body where none is read", StatusCodes.Status415UnsupportedMediaType);
        if (ActionFormats.Of(context.ActionDescriptor) is not { Length: > 0 } formats)
            return;
        var wanted = Wanted.By(request, formats);
        context.HttpContext.Features.Set(wanted);
        if (wanted.SaysWhatHeHas && RequestObservation.Current is { } observation)
            observation.Holds = wanted.Holds;
    }

    /// <summary>Nothing to do afterwards.</summary>
    /// <param name="context">The outcome.</param>
    public void OnResourceExecuted(ResourceExecutedContext context) { }
}
