using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>Statements of which nobody knows whether they arrived: a SELECT may be sent again, a command may not.</summary>
internal sealed class ResendTests : ExecutionTest
{
    [Test]
    public async Task A_select_that_never_arrived_is_executed_again()
    {
        Spark.On(SparkRpc.Execute, Begin(0, CutAsync), Begin(6, EndAsync));
        Spark.On(SparkRpc.Reattach, Fail("INVALID_HANDLE.OPERATION_NOT_FOUND"));
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
        Assert.That(Spark.Requests<ExecutePlanRequest>().Distinct().Count(), Is.EqualTo(1), "the same request twice");
    }

    [Test]
    public async Task Rows_that_came_before_an_operation_was_forgotten_are_no_result()
    {
        TaskCompletionSource read = new();
        Spark.On(
            SparkRpc.Execute,
            Begin(
                3,
                async call =>
                {
                    await read.Task;
                    call.Cut();
                }
            )
        );
        Spark.On(SparkRpc.Reattach, Fail("INVALID_HANDLE.OPERATION_NOT_FOUND"));
        await using ISparkSession session = await OpenAsync();
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        Assert.That(await reader.ReadAsync());
        read.SetResult();

        SparkException failure = await FailureAsync(async () =>
        {
            while (await reader.ReadAsync()) { }
        });
        Assert.That((failure.Kind, failure.ErrorClass), Is.EqualTo((SparkErrorKind.Protocol, "INVALID_HANDLE.OPERATION_NOT_FOUND")));
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.ErrorDetails)), Is.EqualTo((1, 0)));
        Assert.That(
            (await FailureAsync(() => reader.ReadAsync().AsTask())).ErrorClass,
            Is.EqualTo(failure.ErrorClass),
            "once failed, it stays so"
        );
    }

    [Test]
    public async Task A_command_that_may_have_run_is_never_run_again()
    {
        Spark.On(SparkRpc.Execute, Begin(0, CutConnectionAsync));
        Spark.On(SparkRpc.Reattach, Fail("INVALID_HANDLE.OPERATION_NOT_FOUND"));
        await using ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => session.ExecuteAsync(new SparkStatement("INSERT …"), Limit));
        Assert.That((failure.Kind, failure.ErrorClass), Is.EqualTo((SparkErrorKind.Unreachable, "INVALID_HANDLE.OPERATION_NOT_FOUND")));
        Assert.That(Count(SparkRpc.Execute), Is.EqualTo(1));
    }

    [Test]
    public async Task A_command_whose_stream_breaks_is_reattached_to([Values] bool well)
    {
        Spark.On(SparkRpc.Execute, Begin(0, well ? EndAsync : CutConnectionAsync));
        await using ISparkSession session = await OpenAsync();
        await session.ExecuteAsync(new SparkStatement("INSERT …"), Limit);
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.Reattach)), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_statement_that_is_there_after_all_is_reattached_to()
    {
        // The first is not known to the server when it is asked, and arrives while it is sent again.
        Spark.On(SparkRpc.Execute, Begin(0, CutAsync), Fail("INVALID_HANDLE.OPERATION_ALREADY_EXISTS"));
        Spark.On(SparkRpc.Reattach, Fail("INVALID_HANDLE.OPERATION_NOT_FOUND"), Continue(6, EndAsync));
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.Reattach)), Is.EqualTo((2, 2)));
    }
}
