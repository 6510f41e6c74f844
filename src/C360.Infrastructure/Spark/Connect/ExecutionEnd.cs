using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>What the server is told when an execution ends, and on the way there. Nobody is kept waiting by it.</summary>
internal sealed class ExecutionEnd(SessionCalls calls, string operationId, TimeProvider time)
{
    /// <summary>How long a caller who gives up waits for the server to hear of it; the server is told all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ExecutionReleaser _releaser = new(calls, operationId);

    /// <inheritdoc cref="ExecutionReleaser.Consumed"/>
    public void Consumed(string responseId, long bytes) => _releaser.Consumed(responseId, bytes);

    /// <summary>The result is complete.</summary>
    /// <param name="stream">Its last stream, to be read to its end: a server that is hung up on after every statement may take it for an attack.</param>
    public void Complete(GrpcCall<ExecutePlanResponse>? stream)
    {
        _releaser.All();
        if (stream is not null)
            calls.Background.Add(DrainAsync(stream));
    }

    /// <summary>The execution is given up, or has failed. Hanging up alone would leave it running.</summary>
    /// <param name="interrupt">Whether it may run still.</param>
    public async Task StopAsync(bool interrupt)
    {
        if (calls.IsGone)
            return;
        if (!interrupt)
        {
            _releaser.All();
            return;
        }
        Task told = InterruptAsync();
        calls.Background.Add(told);
        await told.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DrainAsync(GrpcCall<ExecutePlanResponse> stream)
    {
        Task end = stream.NextAsync();
        await end.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stream.DisposeAsync();
    }

    private async Task InterruptAsync()
    {
        try
        {
            await calls.OnceAsync(
                "Interrupt",
                calls.Requests.InterruptOperation(operationId),
                InterruptResponse.Parser,
                RpcDeadlines.Farewell,
                CancellationToken.None
            );
        }
        catch (GrpcException)
        {
            // The server gives up by itself what nobody reattaches to.
        }
        _releaser.All();
    }
}
