using System.Collections.Frozen;
using System.Diagnostics;
using C360.Application.Behaviors;
using C360.Application.Queries;

namespace C360.WebApi.Http;

/// <summary>What metrics and traces may know of a request: words of ours, whatever the client sent. An address may hold a customer's id.</summary>
internal static class RequestSpan
{
    /// <summary>Any word may be sent as a method; OpenTelemetry calls those that HTTP does not know by one name.</summary>
    private const string UnknownMethod = "_OTHER";

    private static readonly FrozenDictionary<string, string> Methods = new[]
    {
        HttpMethods.Get,
        HttpMethods.Post,
        HttpMethods.Head,
        HttpMethods.Options,
        HttpMethods.Put,
        HttpMethods.Delete,
        HttpMethods.Patch,
        HttpMethods.Connect,
        HttpMethods.Trace,
    }.ToFrozenDictionary(method => method);

    /// <summary>A request's method, when it is one.</summary>
    /// <param name="method">What was sent.</param>
    public static string MethodOf(string method) => Methods.GetValueOrDefault(method, UnknownMethod);

    /// <summary>Tells the host's span of a request, if somebody traces it, what became of the request.</summary>
    /// <param name="span">The span.</param>
    /// <param name="method">The method, when it is one.</param>
    /// <param name="route">The address's template.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="cache">Where the answer came from; null when there is none.</param>
    public static void Complete(Activity? span, string method, string route, int status, CacheOutcome? cache)
    {
        // The host makes one for every request, for the id in the log; that it asks for all data means nothing then.
        if (span is not { IsAllDataRequested: true } || !span.Source.HasListeners())
            return;
        span.DisplayName = $"{method} {route}";
        // Whatever the client wrote there.
        span.TraceStateString = null;
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (cache is { } outcome)
            span.SetTag("c360.cache", SnakeCase.Of($"{outcome}"));
        if (status >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
