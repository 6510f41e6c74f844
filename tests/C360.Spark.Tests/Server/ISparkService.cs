using C360.Infrastructure.Spark.Protocol;

namespace C360.Spark.Tests.Server;

/// <summary>What a Spark server does, without the wire; <see cref="ScriptedSpark.Serve"/> puts it there. Failures are <see cref="GrpcFault"/>s.</summary>
internal interface ISparkService
{
    AnalyzePlanResponse Analyze(AnalyzePlanRequest request);

    ConfigResponse Config(ConfigRequest request);

    IAsyncEnumerable<ExecutePlanResponse> ExecuteAsync(ExecutePlanRequest request, CancellationToken cancellationToken);

    IAsyncEnumerable<ExecutePlanResponse> ReattachAsync(ReattachExecuteRequest request, CancellationToken cancellationToken);

    ReleaseExecuteResponse Release(ReleaseExecuteRequest request);

    InterruptResponse Interrupt(InterruptRequest request);

    ReleaseSessionResponse ReleaseSession(ReleaseSessionRequest request);

    FetchErrorDetailsResponse ErrorDetails(FetchErrorDetailsRequest request);
}
