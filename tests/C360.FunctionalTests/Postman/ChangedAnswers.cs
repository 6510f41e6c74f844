using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Postman;

/// <summary>Stands before a service and breaks its contract: every success in JSON is passed on with one change.</summary>
internal sealed class ChangedAnswers : IAsyncDisposable
{
    /// <summary>The header of an answer that was changed.</summary>
    public const string Mark = "X-Changed";

    private readonly WebApplication _app;
    private readonly HttpClient _service;
    private readonly Func<JsonObject, bool> _change;

    private ChangedAnswers(WebApplication app, HttpClient service, Func<JsonObject, bool> change) =>
        (_app, _service, _change) = (app, service, change);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="service">The service behind it.</param>
    /// <param name="change">The change; false when the body is none that could be changed.</param>
    public static async Task<ChangedAnswers> StartAsync(HttpClient service, Func<JsonObject, bool> change)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var changed = new ChangedAnswers(builder.Build(), service, change);
        changed._app.Run(changed.AnswerAsync);
        await changed._app.StartAsync();
        return changed;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using HttpRequestMessage request = Copy(context.Request);
        using HttpResponseMessage answer = await _service.SendAsync(request);
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.Headers.Location = answer.Headers.Location?.ToString();
        if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            JsonObject json = JsonNode.Parse(body)!.AsObject();
            if (_change(json))
                context.Response.Headers[Mark] = "yes";
            body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
        }
        await context.Response.Body.WriteAsync(body);
    }

    private static HttpRequestMessage Copy(HttpRequest request)
    {
        // The target as it was sent: a customer's id may be percent-encoded.
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), target);
        foreach (string name in (string[])["X-API-Key", "Accept"])
            if (request.Headers.TryGetValue(name, out var value))
                copy.Headers.TryAddWithoutValidation(name, value.ToString());
        return copy;
    }
}
