using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>A server with a result of five rows in two batches, that can be made to send it in pieces.</summary>
internal abstract class ExecutionTest : SparkConnectTest
{
    /// <summary>The rows of the result.</summary>
    protected static readonly long[] Rows = [1, 2, 3, 4, 5];

    protected static readonly ExecutePlanResponse[] Result =
    [
        ScriptedResult.Schema(),
        ScriptedResult.Progress((2, 0)),
        ScriptedResult.Batch(0, 1, 2, 3),
        ScriptedResult.Batch(3, 4, 5),
        ScriptedResult.Progress((2, 2)),
        ScriptedResult.Complete(),
    ];

    /// <summary>How many responses come before the first batch.</summary>
    protected const int BeforeRows = 2;

    [SetUp]
    public void SetResult() => Quiet.Result = Result;

    /// <summary>The script of an ExecutePlan that sends the first responses, then does something else.</summary>
    protected Func<SparkCall, Task> Begin(int responses, Func<SparkCall, Task> then) =>
        async call =>
        {
            ExecutePlanRequest request = call.Request<ExecutePlanRequest>();
            foreach (ExecutePlanResponse response in Quiet.Responses(request.SessionId, request.OperationId).Take(responses))
                await call.SendAsync(response);
            await then(call);
        };

    /// <summary>The same for a ReattachExecute.</summary>
    protected Func<SparkCall, Task> Continue(int responses, Func<SparkCall, Task> then) =>
        async call =>
        {
            ReattachExecuteRequest request = call.Request<ReattachExecuteRequest>();
            int seen = ScriptedResult.Number(request);
            foreach (ExecutePlanResponse response in Quiet.Responses(request.SessionId, request.OperationId).Skip(seen).Take(responses))
                await call.SendAsync(response);
            await then(call);
        };

    protected static Task EndAsync(SparkCall call) => call.EndAsync();

    protected static Task CutAsync(SparkCall call)
    {
        call.Cut();
        return Task.CompletedTask;
    }

    protected static Task CutConnectionAsync(SparkCall call)
    {
        call.CutConnection();
        return Task.CompletedTask;
    }

    protected static Func<SparkCall, Task> Fail(string errorClass) => Fail(GrpcFault.Of(errorClass));

    protected static Func<SparkCall, Task> Fail(GrpcFault fault) => _ => throw fault;

    protected int Count(string rpc) => Spark.Calls.Count(call => call == rpc);

    /// <summary>Waits until the server was told to stop a statement: interrupted first, then forgotten, once each.</summary>
    protected async Task AssertStoppedAsync()
    {
        string operation = Spark.Requests<ExecutePlanRequest>()[^1].OperationId;
        IReadOnlyList<InterruptRequest> interrupts = await Spark.RequestsAsync<InterruptRequest>(1);
        Assert.That(interrupts.Select(request => request.OperationId), Is.EqualTo(new[] { operation }));
        ReleaseExecuteRequest release = (await Spark.RequestsAsync<ReleaseExecuteRequest>(1)).Single();
        Assert.That((release.OperationId, release.ReleaseCase), Is.EqualTo((operation, ReleaseExecuteRequest.ReleaseOneofCase.ReleaseAll)));
        Assert.That(Spark.Calls.ToList().IndexOf(SparkRpc.Interrupt), Is.LessThan(Spark.Calls.ToList().IndexOf(SparkRpc.Release)));
    }
}
