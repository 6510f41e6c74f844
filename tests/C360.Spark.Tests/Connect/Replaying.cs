using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace C360.Spark.Tests.Connect;

/// <summary>A session with a server that replays a capture: it bears the recorded session's id, and the server that of the recorded one.</summary>
internal sealed class Replaying : IAsyncDisposable
{
    private Replaying(ScriptedSpark spark, GrpcConnection connection, ISparkSession session, bool isCommand) =>
        (Spark, Connection, Session, IsCommand) = (spark, connection, session, isCommand);

    public static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public ScriptedSpark Spark { get; }

    public ISparkSession Session { get; }

    /// <summary>Whether the statement was run as a command, and what it answered after it.</summary>
    public bool IsCommand { get; }

    private GrpcConnection Connection { get; }

    public static async Task<Replaying> StartAsync(string name)
    {
        Captures.Line[] lines = [.. Captures.Lines(name)];
        ExecutePlanRequest[] executions =
        [
            .. lines
                .Where(line => line is { Rpc: SparkRpc.Execute, Dir: "req" })
                .Select(line => ExecutePlanRequest.Parser.ParseFrom(line.Bytes)),
        ];
        string serverSession =
            lines
                .Where(line => line is { Rpc: SparkRpc.Execute or SparkRpc.Reattach, Dir: "res" })
                .Select(line => ExecutePlanResponse.Parser.ParseFrom(line.Bytes).ServerSideSessionId)
                .FirstOrDefault()
            ?? executions[0].ClientObservedServerSideSessionId;

        ScriptedSpark spark = await ScriptedSpark.StartAsync(new QuietSpark(name.Split('/')[0], serverSession));
        Replay.On(spark, name);
        GrpcConnection connection = new(SparkRemote.Parse(spark.Address), TimeProvider.System);
        ISparkSession session = await OpenAsync(connection, executions[0].SessionId, Limit);
        return new Replaying(spark, connection, session, executions[0].Plan.Command is not null);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Spark.DisposeAsync();
        Connection.Dispose();
    }

    /// <summary>Opens a session that bears the id of a recorded one.</summary>
    public static async Task<ISparkSession> OpenAsync(GrpcConnection connection, string sessionId, CancellationToken cancellationToken) =>
        await SparkConnectSession.OpenAsync(
            new SessionCalls(
                sessionId,
                new SparkRequests(sessionId, "tester", clientType: null),
                connection,
                TimeProvider.System,
                NullLogger.Instance
            ),
            "C360_TEST",
            TimeProvider.System,
            NullLogger.Instance,
            cancellationToken
        );
}
