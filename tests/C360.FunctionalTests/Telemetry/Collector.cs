using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace C360.FunctionalTests.Telemetry;

/// <summary>Something that listens where a collector would and keeps what is sent, as it was sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Headers, string Body)> _received = new();
    private readonly TaskCompletionSource _deaf = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>All that was sent to a path; bytes as Latin-1.</summary>
    public string Sent(string path) => string.Concat(_received.Where(sent => sent.Path == path).Select(sent => sent.Headers + sent.Body));

    /// <summary>All that was sent anywhere.</summary>
    public string All => string.Concat(_received.Select(sent => sent.Headers + sent.Body));

    /// <summary>Begins to listen.</summary>
    /// <param name="protocols">HTTP/1.1 for http/protobuf, HTTP/2 for gRPC.</param>
    /// <param name="answers">Whether it ever answers.</param>
    public static async Task<Collector> StartAsync(HttpProtocols protocols, bool answers = true)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        var collector = new Collector(builder.Build());
        collector._app.Run(context => collector.ReceiveAsync(context, answers));
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits until what was sent to a path holds a text.</summary>
    public async Task<string> ReceivedAsync(string path, string text)
    {
        for (int left = 1500; left > 0; left--)
        {
            if (Sent(path) is { } sent && sent.Contains(text, StringComparison.Ordinal))
                return sent;
            await Task.Delay(20);
        }
        throw new AssertionException($"{text} never came to {path}; what came: {string.Join(", ", _received.Select(sent => sent.Path))}");
    }

    public async ValueTask DisposeAsync()
    {
        _deaf.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context, bool answers)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue(
            (
                $"{context.Request.Method} {context.Request.Path}",
                string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n")),
                Encoding.Latin1.GetString(body.ToArray())
            )
        );
        if (!answers)
            await _deaf.Task;
        context.Response.ContentType = context.Request.ContentType;
        if (context.Request.ContentType == "application/grpc")
        {
            // An empty message, and that all went well.
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
