using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;

namespace C360.Spark.Tests.Server;

/// <summary>A service's calls, on the wire.</summary>
internal static class ServiceScripts
{
    public static Dictionary<string, Func<SparkCall, Task>> Of(ISparkService service) =>
        new()
        {
            [SparkRpc.Analyze] = One<AnalyzePlanRequest>(service.Analyze),
            [SparkRpc.Config] = One<ConfigRequest>(service.Config),
            [SparkRpc.Execute] = Many<ExecutePlanRequest>(service.ExecuteAsync),
            [SparkRpc.Reattach] = Many<ReattachExecuteRequest>(service.ReattachAsync),
            [SparkRpc.Release] = One<ReleaseExecuteRequest>(service.Release),
            [SparkRpc.Interrupt] = One<InterruptRequest>(service.Interrupt),
            [SparkRpc.ReleaseSession] = One<ReleaseSessionRequest>(service.ReleaseSession),
            [SparkRpc.ErrorDetails] = One<FetchErrorDetailsRequest>(service.ErrorDetails),
        };

    private static Func<SparkCall, Task> One<TRequest>(Func<TRequest, IMessage> answer)
        where TRequest : IMessage =>
        async call =>
        {
            await call.SendAsync(answer(call.Request<TRequest>()));
            await call.EndAsync();
        };

    private static Func<SparkCall, Task> Many<TRequest>(Func<TRequest, CancellationToken, IAsyncEnumerable<ExecutePlanResponse>> answer)
        where TRequest : IMessage =>
        async call =>
        {
            await foreach (ExecutePlanResponse response in answer(call.Request<TRequest>(), call.Aborted))
                await call.SendAsync(response);
            await call.EndAsync();
        };
}
