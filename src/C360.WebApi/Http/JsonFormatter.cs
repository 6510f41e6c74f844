using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace C360.WebApi.Http;

/// <summary>Writes small things (envelopes of admin answers, health) as JSON, whole, with their length.</summary>
internal sealed class JsonFormatter : OutputFormatter
{
    /// <summary>Makes the formatter.</summary>
    public JsonFormatter() => SupportedMediaTypes.Add("application/json");

    /// <summary>Writes the thing.</summary>
    /// <param name="context">The thing and the response.</param>
    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(context.Object, context.ObjectType!, Json.Options);
        response.ContentType = Json.ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.HttpContext.RequestAborted);
    }
}
