using System.Diagnostics;
using System.Runtime.CompilerServices;
using C360.Application.Behaviors;
using C360.Application.Queries;
using C360.WebApi.OpenApi;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace C360.WebApi.Http;

/// <summary>Writes one line per request and counts it. Of the query string only known parameters are written: an unknown one may hold anything.</summary>
/// <param name="next">The rest of the road.</param>
/// <param name="metrics">Counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class RequestLog(RequestDelegate next, ServiceMetrics metrics, TimeProvider time, ILogger<RequestLog> logger)
{
    /// <summary>The message; the fields that it does not show are written beside it.</summary>
    private static readonly KeyValuePair<string, object?> Template = new("{OriginalFormat}", "{Method} {Route} {Status}");

    /// <summary>Made once for each endpoint, not for each request.</summary>
    private static readonly ConditionalWeakTable<RouteEndpoint, string> Routes = [];

    /// <summary>Lets the request pass and writes its line.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        long start = time.GetTimestamp();
        string method = context.Request.Method;
        RequestObservation observation = RequestObservation.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            TimeSpan elapsed = time.GetElapsedTime(start);
            (string known, string route, int status) = (RequestSpan.MethodOf(method), Route(context), context.Response.StatusCode);
            metrics.RequestAnswered(known, route, status, elapsed, Probes.Sent(context.Request));
            RequestSpan.Complete(Activity.Current, known, route, status, observation.Cache);
            if (logger.IsEnabled(LogLevel.Information))
                Write(context, method, observation, elapsed);
        }
    }

    /// <summary>The address that a request asked, without what varies; <c>-</c> when there is none such: what was asked may hold anything.</summary>
    /// <param name="context">The request.</param>
    public static string Route(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint
            ? Routes.GetValue(endpoint, static found => $"/{found.RoutePattern.RawText}")
            : Pages.RouteOf(context.Request) ?? "-";

    private void Write(HttpContext context, string method, RequestObservation observation, TimeSpan elapsed)
    {
        Answer? answer = observation.Answer;
        KeyValuePair<string, object?>[] line =
        [
            new("Method", method),
            new("Route", Route(context)),
            new("Parameters", Parameters(context, context.Response.StatusCode)),
            new("KeyId", Caller.Of(context)?.Key?.Id),
            new("Status", context.Response.StatusCode),
            new("DurationMs", Math.Round(elapsed.TotalMilliseconds, 3)),
            new("Bytes", context.Response.ContentLength),
            new("Rows", context.Response.StatusCode == StatusCodes.Status304NotModified ? null : answer?.Rows.Count),
            new("Cache", observation.Cache is { } cache ? SnakeCase.Of(cache.ToString()) : null),
            new("EngineMs", observation.Cache == CacheOutcome.Miss ? Math.Round(answer!.EngineTime.TotalMilliseconds, 3) : null),
            new("DataVersion", answer?.Snapshot.Version),
            new("TraceId", ErrorWriter.TraceId(context)),
            Template,
        ];
        logger.Log(
            LogLevel.Information,
            default,
            line,
            null,
            static (fields, _) => $"{fields[0].Value} {fields[1].Value} {fields[4].Value}"
        );
    }

    /// <summary>
    /// The parameters of the query string that the action knows, and those in the path; null when there are none, and of strangers, who might fill the disk
    /// with them.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The answer's status.</param>
    public static Dictionary<string, string>? Parameters(HttpContext context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized)
            return null;
        ActionDescriptor? action = context.GetEndpoint()?.Metadata.GetMetadata<ActionDescriptor>();
        if (action is null || (context.Request.Query.Count == 0 && action.Parameters.Count == 0))
            return null;
        Dictionary<string, string>? parameters = null;
        foreach (string name in ActionParameters.Of(action))
            if (context.Request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values))
                (parameters ??= [])[name] = values.ToString();
        foreach ((string name, object? value) in context.Request.RouteValues)
            if (name is not ("action" or "controller"))
                (parameters ??= [])[name] = $"{value}";
        return parameters;
    }
}
