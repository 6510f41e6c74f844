using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Postman;

/// <summary>Stands before a service and breaks its contract: every success is passed on with one change.</summary>
internal sealed class ChangedAnswers : IAsyncDisposable
{
    /// <summary>The header of an answer that was changed.</summary>
    public const string Mark = "X-Changed";

    private readonly WebApplication _app;
    private readonly HttpClient _service;
    private readonly Func<string, string, string?> _change;

    private ChangedAnswers(WebApplication app, HttpClient service, Func<string, string, string?> change) =>
        (_app, _service, _change) = (app, service, change);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="service">The service behind it.</param>
    /// <param name="change">The change of a body of a media type; null when it is none that could be changed.</param>
    public static async Task<ChangedAnswers> StartAsync(HttpClient service, Func<string, string, string?> change)
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
        string body = await answer.Content.ReadAsStringAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
            if (name is not ("Content-Length" or "Transfer-Encoding"))
                context.Response.Headers[name] = values.ToArray();
        if (answer.StatusCode is HttpStatusCode.NotModified)
            return;
        if (answer.IsSuccessStatusCode && _change(answer.Content.Headers.ContentType?.MediaType ?? "", body) is { } changed)
        {
            body = changed;
            context.Response.Headers[Mark] = "yes";
        }
        await context.Response.WriteAsync(body);
    }

    private static HttpRequestMessage Copy(HttpRequest request)
    {
        // The target as it was sent: a customer's id may be percent-encoded.
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), target);
        foreach (string name in (string[])["X-API-Key", "Accept", "If-None-Match"])
            if (request.Headers.TryGetValue(name, out var value))
                copy.Headers.TryAddWithoutValidation(name, value.ToString());
        return copy;
    }
}
