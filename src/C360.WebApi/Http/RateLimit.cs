using C360.WebApi.OpenApi;

namespace C360.WebApi.Http;

/// <summary>
/// A sliding minute per key, or per client address without a good one; beside it twenty failed credentials a minute and address. A good key passes whatever
/// else came from its address: otherwise one guesser would shut out everybody behind the same router. Health probes and documentation pages are exempt.
/// </summary>
/// <param name="budgets">Counts.</param>
/// <param name="errors">Answers with the refusal.</param>
internal sealed class RateLimit(RequestBudgets budgets, ErrorWriter errors)
{
    /// <summary>The header that says what is left.</summary>
    public const string Left = "RateLimit";

    /// <summary>The header that says what there is.</summary>
    public const string Policy = "RateLimit-Policy";

    /// <summary>Lets a request pass while its sender has not used up his minute. Stands behind whatever finds out the address and the caller.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the road.</param>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Probes.Sent(context.Request) || Pages.RouteOf(context.Request) is not null)
            return next(context);
        Allowance allowance = budgets.Take(Caller.Of(context), context.Connection.RemoteIpAddress);
        // The form of draft-ietf-httpapi-ratelimit-headers-10: structured fields, one member a policy.
        if (allowance.Requests is { } requests)
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers[Policy] = allowance.Failures is { } limit ? $"{requests.Policy}, {limit.Policy}" : requests.Policy;
            headers[Left] = allowance.Failures is { } left ? $"{requests.Standing}, {left.Standing}" : requests.Standing;
        }
        return allowance.RetryAfterSeconds is { } seconds
            ? errors.WriteAsync(context, Error.Of(StatusCodes.Status429TooManyRequests) with { RetryAfterSeconds = seconds })
            : next(context);
    }
}
