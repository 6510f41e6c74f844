using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using C360.Application.Ports;
using C360.WebApi.Formats;

namespace C360.WebApi.Http;

/// <summary>Answers with an error instead of what was asked for.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of every failure that is ours, with its stack trace.</param>
internal sealed class ErrorWriter(TimeProvider time, ILogger<ErrorWriter> logger)
{
    /// <summary>The trace under which the log tells of a request.</summary>
    /// <param name="context">The request.</param>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Lets a request pass and turns what it throws into an answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the road.</param>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            logger.LogDebug(exception, "The client has left");
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Error error = Error.Of(exception);
            if (error.Status >= 500 && exception is not DataNotReadyException)
                logger.LogError(exception, "{Method} {Route} failed", context.Request.Method, RequestLog.Route(context));
            await WriteAsync(context, error);
        }
    }

    /// <summary>Writes an error.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The error.</param>
    public async Task WriteAsync(HttpContext context, Error error)
    {
        HttpResponse response = context.Response;
        var details = new ErrorDetails(error.Status, error.Code, TraceId(context), error.Errors);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new ErrorEnvelope(Success: false, error.Type, error.Message, time.GetUtcNow(), details),
            Json.Options
        );
        // An answer whose line in the access log could not be written had its headers already.
        response.Headers.ETag = response.Headers.ContentEncoding = response.Headers.ContentDisposition = response.Headers.Age = default;
        foreach ((string header, _, _) in FileHeaders.All)
            response.Headers.Remove(header);
        response.StatusCode = error.Status;
        response.ContentType = Json.ContentType;
        response.ContentLength = body.Length;
        if (error.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
