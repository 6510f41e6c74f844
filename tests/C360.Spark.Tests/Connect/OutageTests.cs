using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

/// <summary>What an outage costs: a SELECT is given up soon, a command that may have worked for an hour is not.</summary>
internal sealed class OutageTests : ExecutionTest
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task A_command_outlives_failures_of_a_minute()
    {
        Spark.On(SparkRpc.Execute, Begin(3, CutAsync));
        Spark.On(SparkRpc.Reattach, [.. Enumerable.Repeat(CutAsync, 10), Continue(6, EndAsync)]);
        await using ISparkSession session = await OpenAsync(time: _time);
        Task running = session.ExecuteAsync(new SparkStatement("INSERT …"), Limit);
        await PassAsync(running, TimeSpan.FromSeconds(5));
        await running;
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.Reattach)), Is.EqualTo((1, 11)));
    }

    [Test]
    public async Task A_command_outlives_a_server_that_cannot_be_reached_for_half_a_minute()
    {
        Spark.On(SparkRpc.Execute, Begin(3, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync(time: _time);
        Task running = session.ExecuteAsync(new SparkStatement("INSERT …"), Limit);
        await Spark.RequestsAsync<ExecutePlanRequest>(1);
        await Spark.DisposeAsync();
        await PassAsync(running, TimeSpan.FromSeconds(1), times: 30);
        Assert.That(running.IsCompleted, Is.False);

        Spark = await ScriptedSpark.StartAsync(Quiet, Spark.Port);
        await PassAsync(running, TimeSpan.FromSeconds(1));
        await running;
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.Reattach)), Is.EqualTo((0, 1)), "on the server that came back");
    }

    [Test]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        Spark.On(SparkRpc.Execute, call => call.HangAsync());
        Spark.On(SparkRpc.Reattach, call => call.HangAsync());
        await using ISparkSession session = await OpenAsync(time: _time);
        Task<IReadOnlyList<long>> reading = IdsAsync(session);
        await PassAsync(reading, TimeSpan.FromSeconds(30));
        Assert.That((await FailureAsync(() => reading)).Kind, Is.EqualTo(SparkErrorKind.Unreachable));
        Assert.That((Count(SparkRpc.Execute), Count(SparkRpc.Reattach)), Is.EqualTo((1, 2)));
    }

    /// <summary>Lets time pass, so slowly that what it sets off can happen.</summary>
    private async Task PassAsync(Task work, TimeSpan step, int times = int.MaxValue)
    {
        for (int i = 0; i < times && !work.IsCompleted; i++)
        {
            _time.Advance(step);
            await Task.WhenAny(work, Task.Delay(10));
        }
    }
}
