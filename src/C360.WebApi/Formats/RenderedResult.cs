using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Formats;

/// <summary>An answer as it goes out, or the word that the client has it already.</summary>
/// <param name="value">What the action answered.</param>
/// <param name="body">Its bytes; null when the client has them.</param>
/// <param name="contentType">What they are.</param>
internal sealed class RenderedResult(object value, byte[]? body, StringValues contentType) : ActionResult
{
    /// <summary>What the action answered.</summary>
    public object Value { get; } = value;

    /// <summary>Whether the client has it already.</summary>
    public bool IsUnchanged => body is null;

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        if (body is null)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.Headers.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.HttpContext.RequestAborted);
    }
}
