using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using C360.Infrastructure.Spark.Connect.Grpc;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace C360.Spark.Tests.Server;

/// <summary>
/// A Spark Connect server in this process, on a free port of the loopback interface. It behaves as <see cref="QuietSpark"/> says, but for the calls that
/// a test scripts with <see cref="On"/>; <see cref="Serve"/> puts another service behind it.
/// </summary>
internal sealed class ScriptedSpark : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<SparkCall, Task>> _scripts = new();
    private readonly ConcurrentQueue<(string Rpc, IMessage Request)> _calls = new();

    private ScriptedSpark(WebApplication app) => _app = app;

    public int Port { get; private set; }

    /// <summary>Its address, without parameters.</summary>
    public string Address => $"sc://127.0.0.1:{Port}";

    /// <summary>The calls' names in the order of their arrival.</summary>
    public IReadOnlyList<string> Calls => [.. _calls.Select(call => call.Rpc)];

    /// <summary>Starts a server.</summary>
    /// <param name="service">What it does; null: it has a version and accepts settings.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="certificate">For TLS.</param>
    public static async Task<ScriptedSpark> StartAsync(ISparkService? service = null, int port = 0, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(
                IPAddress.Loopback,
                port,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                }
            );
        });
        WebApplication app = builder.Build();
        ScriptedSpark spark = new(app);
        spark.Serve(service ?? new QuietSpark());
        app.MapPost("/spark.connect.SparkConnectService/{rpc}", spark.AnswerAsync);
        await app.StartAsync();
        spark.Port = new Uri(app.Urls.Single()).Port;
        return spark;
    }

    /// <summary>Scripts a call: one script for each time that it comes, the last for all further ones.</summary>
    public void On(string rpc, params Func<SparkCall, Task>[] scripts)
    {
        int next = -1;
        _scripts[rpc] = call => scripts[Math.Min(Interlocked.Increment(ref next), scripts.Length - 1)](call);
    }

    /// <summary>Lets a service answer every call.</summary>
    public void Serve(ISparkService service)
    {
        foreach ((string rpc, Func<SparkCall, Task> script) in ServiceScripts.Of(service))
            _scripts[rpc] = script;
    }

    /// <summary>The requests of a kind that came so far.</summary>
    public IReadOnlyList<T> Requests<T>()
        where T : IMessage => [.. _calls.Select(call => call.Request).OfType<T>()];

    /// <summary>Waits until requests of a kind have come.</summary>
    public async Task<IReadOnlyList<T>> RequestsAsync<T>(int count)
        where T : IMessage
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        while (Requests<T>().Count < count)
            await Task.Delay(5, limit.Token);
        return Requests<T>();
    }

    /// <summary>Drops all connections and stops to listen, at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, string rpc)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        IMessage request = SparkRpc.Requests[rpc].ParseFrom(body.ToArray().AsSpan(GrpcFrame.PrefixLength).ToArray());
        _calls.Enqueue((rpc, request));
        SparkCall call = new(context, rpc, request);
        try
        {
            await _scripts[rpc](call);
        }
        catch (GrpcFault fault)
        {
            call.Fail(fault);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has hung up.
        }
    }
}
