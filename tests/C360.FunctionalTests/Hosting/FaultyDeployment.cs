using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Hosting;

/// <summary>A deployment with one fault: passes every call on to a good one and changes one thing on the way back.</summary>
internal sealed class FaultyDeployment : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _good = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private FaultyDeployment(WebApplication app) => _app = app;

    /// <summary>An answer on its way back.</summary>
    public sealed class Passing(int status, string? contentType, string body)
    {
        public int Status { get; set; } = status;

        public string? ContentType { get; set; } = contentType;

        public string Body { get; set; } = body;

        /// <summary>Replaces a text that must be there.</summary>
        public void Replace(string text, string by)
        {
            if (Status == 200 && !Body.Contains(text, StringComparison.Ordinal))
                throw new AssertionException($"{text} is not in the answer");
            Body = Body.Replace(text, by, StringComparison.Ordinal);
        }
    }

    /// <summary>What was asked, as in <c>GET /health</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="good">The good one.</param>
    /// <param name="change">Changes an answer; what it writes itself is left as it is.</param>
    public static async Task<FaultyDeployment> StartAsync(Uri good, Func<HttpContext, Passing, Task> change)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var faulty = new FaultyDeployment(app);
        app.Run(context => faulty.PassAsync(context, good, change));
        await app.StartAsync();
        return faulty;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _good.Dispose();
    }

    private async Task PassAsync(HttpContext context, Uri good, Func<HttpContext, Passing, Task> change)
    {
        string path = context.Request.GetEncodedPathAndQuery();
        Asked.Enqueue($"{context.Request.Method} {path}");
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(good, path));
        foreach (string name in (string[])["Accept", "X-API-Key", "If-None-Match"])
            if (context.Request.Headers.TryGetValue(name, out var value))
                request.Headers.TryAddWithoutValidation(name, (string?)value);
        using HttpResponseMessage response = await _good.SendAsync(request, context.RequestAborted);
        foreach (string name in (string[])["ETag", "Location", "Retry-After", "C360-Data-Version"])
            if (response.Headers.TryGetValues(name, out IEnumerable<string>? values))
                context.Response.Headers[name] = string.Join(", ", values);
        var passing = new Passing(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(context.RequestAborted)
        );
        await change(context, passing);
        if (context.Response.HasStarted)
            return;
        (context.Response.StatusCode, context.Response.ContentType) = (passing.Status, passing.ContentType);
        if (passing.Body.Length > 0)
            await context.Response.WriteAsync(passing.Body, context.RequestAborted);
    }
}
