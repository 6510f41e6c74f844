using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Http;

/// <summary>
/// Refuses what is larger than any honest request, in the envelope. The server's own limits (<see cref="ServerLimits"/>) are wider: it refuses without one.
/// </summary>
internal static class RequestSize
{
    /// <summary>The longest path, in characters as sent.</summary>
    public const int LongestPath = 8 * 1024;

    /// <summary>The longest query string, in characters as sent.</summary>
    public const int LongestQuery = 8 * 1024;

    /// <summary>The largest headers, in characters.</summary>
    public const int LargestHeaders = 32 * 1024;

    /// <summary>The largest body that is told what is wrong with it; a larger one is too large.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>Looks at the request's size.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the road.</param>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        int query = request.QueryString.Value?.Length ?? 0;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (query > LongestQuery + "?".Length || target.Length - query > LongestPath)
            throw new BadHttpRequestException("A long address", StatusCodes.Status414UriTooLong);
        if (HeadersOf(request) > LargestHeaders)
            throw new BadHttpRequestException("Large headers", StatusCodes.Status431RequestHeaderFieldsTooLarge);
        if (request.ContentLength > LargestBody && !Probes.Sent(request))
            throw new BadHttpRequestException("A large body", StatusCodes.Status413PayloadTooLarge);
        return next(context);
    }

    private static int HeadersOf(HttpRequest request)
    {
        int size = 0;
        foreach ((string name, StringValues values) in request.Headers)
        foreach (string? value in values)
            size += name.Length + (value?.Length ?? 0);
        return size;
    }
}
