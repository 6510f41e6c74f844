using C360.Application.Queries;
using C360.WebApi.Configuration;
using C360.WebApi.Formats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace C360.WebApi.Http;

/// <summary>
/// Who saw which customer: one line for each request to an action that shows persons. An answer's line is written before its first byte goes out, and
/// when it cannot be written there is no answer. When the client has the answer already, its line has the status 304 and no ids: no person is named,
/// because none is shown.
/// </summary>
/// <param name="target">Where the lines go.</param>
/// <param name="time">The clock.</param>
internal sealed class AccessLog(ILineTarget target, TimeProvider time) : IResultFilter
{
    /// <summary>Lets a request pass and writes the line of one that was not answered: refused, not right, not found, failed.</summary>
    /// <param name="context">The request, routed.</param>
    /// <param name="next">The rest of the road.</param>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!ShowsPersons(context))
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            bool left = context.RequestAborted.IsCancellationRequested;
            WriteUnanswered(context, left ? StatusCodes.Status499ClientClosedRequest : Error.Of(exception).Status);
            throw;
        }
        // Whoever is over the limit has seen nothing and was told so without a look at what he asked: he shall not fill the disk either.
        if (context.Response.StatusCode != StatusCodes.Status429TooManyRequests)
            WriteUnanswered(context, context.Response.StatusCode);
    }

    /// <summary>Writes the line of an answer.</summary>
    /// <param name="context">The answer, not yet written.</param>
    public void OnResultExecuting(ResultExecutingContext context)
    {
        HttpContext http = context.HttpContext;
        if (!ShowsPersons(http))
            return;
        (int status, Persons persons) = context.Result switch
        {
            RenderedResult { IsUnchanged: true, Value: Answer answer } => (
                StatusCodes.Status304NotModified,
                Persons.None with
                {
                    DataVersion = answer.Snapshot.Version,
                }
            ),
            RenderedResult rendered => (StatusCodes.Status200OK, Persons.In(rendered.Value)),
            ObjectResult other => (other.StatusCode ?? http.Response.StatusCode, Persons.In(other.Value)),
            _ => (http.Response.StatusCode, Persons.In(null)),
        };
        target.Write(AccessLine.Of(http, status, persons, time.GetUtcNow()));
        http.Features.Set(persons);
    }

    /// <summary>Nothing to do afterwards.</summary>
    /// <param name="context">The answer, written.</param>
    public void OnResultExecuted(ResultExecutedContext context) { }

    private static bool ShowsPersons(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>() is { ShowsPersons: true };

    private void WriteUnanswered(HttpContext context, int status)
    {
        if (context.Features.Get<Persons>() is null)
            target.Write(AccessLine.Of(context, status, Persons.None, time.GetUtcNow()));
    }
}
