using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>A cluster over Spark Connect. Its sessions share their connections; they end before it does.</summary>
/// <param name="remote">Where it is, and who we are.</param>
/// <param name="appName">The service's name: the cluster lists our statements under it.</param>
/// <param name="time">The clock of deadlines and pauses.</param>
/// <param name="logger">Told what the cluster warns of.</param>
internal sealed class SparkConnectCluster(SparkRemote remote, string appName, TimeProvider time, ILogger<SparkConnectCluster> logger)
    : ISparkCluster,
        IAsyncDisposable
{
    private readonly GrpcConnection _connection = new(remote, time);

    /// <inheritdoc/>
    public string Name => $"{remote} {Uri.EscapeDataString(remote.UserId)}";

    /// <inheritdoc/>
    public async Task<ISparkSession> OpenAsync(CancellationToken cancellationToken) =>
        await SparkConnectSession.OpenAsync(Calls(Guid.NewGuid().ToString()), appName, time, logger, cancellationToken);

    /// <inheritdoc/>
    public async Task EndAsync(string sessionId, CancellationToken cancellationToken)
    {
        SessionCalls calls = Calls(sessionId);
        await TellAsync(calls, "Interrupt", calls.Requests.InterruptAll, InterruptResponse.Parser, cancellationToken);
        await TellAsync(calls, "ReleaseSession", calls.Requests.ReleaseSession, ReleaseSessionResponse.Parser, cancellationToken);
    }

    /// <summary>Closes the connections; there is nothing to wait for.</summary>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private SessionCalls Calls(string sessionId) =>
        new(sessionId, new SparkRequests(sessionId, remote.UserId, remote.ClientType), _connection, time, logger);

    private static async Task TellAsync<TResponse>(
        SessionCalls calls,
        string rpc,
        Func<IMessage> request,
        MessageParser<TResponse> parser,
        CancellationToken cancellationToken
    )
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            await calls.CallAsync(rpc, request, parser, RpcDeadlines.Short, cancellationToken);
        }
        catch (SparkException exception)
            when (exception.Kind == SparkErrorKind.SessionLost
                || exception.InnerException is GrpcException { Status: GrpcStatus.Unimplemented }
            )
        {
            // It is gone already; or the server is 3.5, which cannot end sessions and forgets this one by itself.
        }
    }
}
