using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Connect.Grpc;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

internal sealed class RetryPolicyTests
{
    // 50 ms, four times as long after each further failure; half of it by chance.
    [TestCase(1, 25, 50)]
    [TestCase(2, 100, 200)]
    [TestCase(3, 400, 800)]
    [TestCase(10, 10_000, 10_000)]
    public void The_pause_grows(int failures, double least, double most)
    {
        for (int i = 0; i < 100; i++)
            Assert.That(RetryPolicy.Delay(failures, null).TotalMilliseconds, Is.InRange(least, most));
    }

    [Test]
    public void A_server_may_ask_for_more_but_not_for_less() =>
        Assert.Multiple(() =>
        {
            Assert.That(RetryPolicy.Delay(1, TimeSpan.FromSeconds(7)), Is.EqualTo(TimeSpan.FromSeconds(7)));
            Assert.That(RetryPolicy.Delay(1, TimeSpan.FromHours(1)), Is.EqualTo(TimeSpan.FromSeconds(10)));
            Assert.That(RetryPolicy.Delay(3, TimeSpan.Zero).TotalMilliseconds, Is.GreaterThanOrEqualTo(400));
        });

    [Test]
    public async Task A_call_is_made_three_times_with_pauses()
    {
        FakeTimeProvider time = new();
        Calls calls = new(GrpcStatus.Unavailable);
        Task running = RetryPolicy.Pipeline(time).ExecuteAsync(async _ => await calls.MakeAsync()).AsTask();

        // 25 to 50 ms, then 100 to 200 ms; the clock goes on by a millisecond until the call comes.
        Assert.That(await MillisecondsUntilAsync(() => calls.Count == 2, time), Is.InRange(25, 60));
        Assert.That(await MillisecondsUntilAsync(() => calls.Count == 3, time), Is.InRange(100, 220));
        await Assert.ThrowsAsync<GrpcException>(() => running);
    }

    [Test]
    public async Task A_call_that_will_fail_again_is_made_once(
        [Values(GrpcStatus.Internal, GrpcStatus.Unauthenticated, GrpcStatus.DeadlineExceeded)] int status
    )
    {
        Calls calls = new(status);
        await Assert.ThrowsAsync<GrpcException>(() =>
            RetryPolicy.Pipeline(new FakeTimeProvider()).ExecuteAsync(async _ => await calls.MakeAsync()).AsTask()
        );
        Assert.That(calls.Count, Is.EqualTo(1));
    }

    private static async Task<int> MillisecondsUntilAsync(Func<bool> happened, FakeTimeProvider time)
    {
        int passed = 0;
        for (; !happened(); passed++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            for (int i = 0; i < 100 && !happened(); i++)
                await Task.Yield();
        }
        return passed;
    }

    private sealed class Calls(int status)
    {
        public int Count { get; private set; }

        public Task MakeAsync()
        {
            Count++;
            throw new GrpcException(status, "failed");
        }
    }
}
