using System.Globalization;
using C360.Infrastructure.Spark.Connect.Grpc;
using Google.Protobuf;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace C360.Spark.Tests.Server;

/// <summary>The server's side of one call.</summary>
internal sealed class SparkCall(HttpContext context, string rpc, IMessage request)
{
    public string Rpc => rpc;

    public IHeaderDictionary Headers => context.Request.Headers;

    /// <summary>Cancelled when the client hangs up.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    public T Request<T>()
        where T : IMessage => (T)request;

    public Task SendAsync(IMessage message) => SendRawAsync(GrpcFrame.Of(message, int.MaxValue));

    /// <summary>Sends bytes as they are: damaged, unfinished.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        Announce();
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.Body.FlushAsync();
    }

    /// <summary>The end, well.</summary>
    public async Task EndAsync()
    {
        Announce();
        await context.Response.StartAsync();
        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>An error: before any answer in the headers, after one in the trailers.</summary>
    public void Fail(GrpcFault fault)
    {
        Set("grpc-status", fault.Status.ToString(CultureInfo.InvariantCulture));
        Set("grpc-message", Uri.EscapeDataString(fault.Message));
        if (fault.Reason is not null || fault.RetryDelay is not null)
            Set("grpc-status-details-bin", Convert.ToBase64String(fault.Details()).TrimEnd('='));
    }

    /// <summary>A header of the answer or, once it has begun, a trailer.</summary>
    public void Set(string name, string value)
    {
        Announce();
        if (context.Response.HasStarted)
            context.Response.AppendTrailer(name, value);
        else
            context.Response.Headers[name] = value;
    }

    /// <summary>What a proxy answers.</summary>
    public void AnswerPlainly(int httpStatus) => context.Response.StatusCode = httpStatus;

    /// <summary>Says nothing until the client hangs up.</summary>
    public async Task HangAsync() => await Task.Delay(Timeout.Infinite, Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Drops this stream without a status.</summary>
    public void Cut() => context.Abort();

    /// <summary>Drops the whole connection.</summary>
    public void CutConnection() => context.Features.Get<IConnectionLifetimeFeature>()!.Abort();

    private void Announce()
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "application/grpc";
    }
}
