using C360.Infrastructure.Spark.Protocol;

namespace C360.Spark.Tests.Server;

/// <summary>
/// Lets a server answer with what a real one answered: each call with that of the same kind which was recorded in its place. The client takes the recorded
/// session; the operation's id is its own, and put into the responses.
/// </summary>
internal sealed class Replay
{
    private readonly Dictionary<string, Queue<Recorded>> _calls;

    private Replay(string name) =>
        _calls = Captures
            .Lines(name)
            .GroupBy(line => line.Call)
            .Select(lines => new Recorded([.. lines]))
            .Where(call => !call.MetNobody)
            .GroupBy(call => call.Rpc)
            .ToDictionary(calls => calls.Key, calls => new Queue<Recorded>(calls));

    /// <summary>Puts a capture behind a server.</summary>
    public static void On(ScriptedSpark spark, string name)
    {
        Replay replay = new(name);
        foreach (string rpc in new[] { SparkRpc.Execute, SparkRpc.Reattach, SparkRpc.ErrorDetails })
            spark.On(rpc, replay.AnswerAsync);
    }

    private async Task AnswerAsync(SparkCall call)
    {
        if (!_calls.TryGetValue(call.Rpc, out Queue<Recorded>? calls) || !calls.TryDequeue(out Recorded? recorded))
            throw new GrpcFault(14, "Nothing more was recorded") { Reason = null };
        string operation = call.Rpc switch
        {
            SparkRpc.Execute => call.Request<ExecutePlanRequest>().OperationId,
            SparkRpc.Reattach => call.Request<ReattachExecuteRequest>().OperationId,
            _ => "",
        };
        foreach (Captures.Line line in recorded.Lines.Where(line => line.Dir == "res"))
            await call.SendAsync(operation.Length > 0 ? Patched(line, operation) : FetchErrorDetailsResponse.Parser.ParseFrom(line.Bytes));
        await EndAsync(call, recorded.Lines[^1]);
    }

    private static ExecutePlanResponse Patched(Captures.Line line, string operation)
    {
        ExecutePlanResponse response = ExecutePlanResponse.Parser.ParseFrom(line.Bytes);
        response.OperationId = operation;
        return response;
    }

    /// <summary>Without trailers, the connection was lost or the client hung up.</summary>
    private static async Task EndAsync(SparkCall call, Captures.Line status)
    {
        if (status.Trailers.Count == 0)
            call.Cut();
        else if (status.Status == 0)
            await call.EndAsync();
        else
            foreach (
                (string name, string value) in status.Trailers.Where(trailer => trailer.Key.StartsWith("grpc-", StringComparison.Ordinal))
            )
                if (name is "grpc-status" or "grpc-message" or "grpc-status-details-bin")
                    call.Set(name, value);
    }

    private sealed record Recorded(Captures.Line[] Lines)
    {
        public string Rpc => Lines[0].Rpc;

        public bool MetNobody => Lines[^1].Message == "Connection refused";
    }
}
