using System.Collections.Concurrent;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

/// <summary>Streams that end before the result does: it is complete and in order, or it fails.</summary>
internal sealed class ReattachTests : ExecutionTest
{
    [Test]
    public async Task A_stream_that_ends_after_any_response_is_gone_on_with([Range(0, 5)] int responses, [Values] End end)
    {
        Spark.On(SparkRpc.Execute, Begin(responses, Ending(end)));
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
        // A reset overtakes what was sent before it.
        int seen = ScriptedResult.Number(Spark.Requests<ReattachExecuteRequest>().Single());
        Assert.That(seen, end == End.Well ? Is.EqualTo(responses) : Is.LessThanOrEqualTo(responses));
    }

    [Test]
    public async Task A_stream_for_every_response_and_empty_ones_between_make_the_same_result()
    {
        Spark.On(SparkRpc.Execute, Begin(1, EndAsync));
        Spark.On(SparkRpc.Reattach, [.. Enumerable.Range(0, 20).Select(i => Continue(i % 2, EndAsync))]);
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
        // Four responses before the last, each after an empty stream, and the last.
        Assert.That(Count(SparkRpc.Reattach), Is.EqualTo(10));
    }

    [Test]
    public async Task A_stream_that_is_cut_at_any_byte_is_gone_on_with()
    {
        Spark.On(
            SparkRpc.Execute,
            async call =>
            {
                ExecutePlanRequest request = call.Request<ExecutePlanRequest>();
                byte[] whole = Wire(request);
                await call.SendRawAsync(whole.AsMemory(0, int.Parse(request.Plan.Root.Sql.Query, null)));
                call.Cut();
            }
        );
        await using ISparkSession session = await OpenAsync();
        int length = Wire(new ExecutePlanRequest { SessionId = session.Id, OperationId = Guid.NewGuid().ToString() }).Length;
        Assert.That(length, Is.GreaterThan(1000));

        ConcurrentBag<int> wrong = [];
        await Parallel.ForAsync(
            0,
            length,
            new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = Limit },
            async (position, token) =>
            {
                List<long> ids = [];
                await using ISparkReader reader = await session.QueryAsync(new SparkStatement($"{position}"), token);
                while (await reader.ReadAsync())
                    ids.Add(reader.Int64(0));
                if (!ids.SequenceEqual(Rows))
                    wrong.Add(position);
            }
        );
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task Without_ResultComplete_there_is_no_end()
    {
        Quiet.Result = Result[..^1];
        await using ISparkSession session = await OpenAsync();
        using CancellationTokenSource caller = new();
        Task<IReadOnlyList<long>> reading = IdsAsync(session, caller.Token);
        await Spark.RequestsAsync<ReattachExecuteRequest>(4);
        Assert.That(reading.IsCompleted, Is.False);
        await caller.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => reading);
    }

    [Test]
    public async Task Three_failures_in_a_row_are_the_end()
    {
        Spark.On(SparkRpc.Execute, Begin(0, CutAsync));
        Spark.On(SparkRpc.Reattach, CutAsync);
        await using ISparkSession session = await OpenAsync();
        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.Unreachable));
        Assert.That(Count(SparkRpc.Reattach), Is.EqualTo(2));
    }

    [Test]
    public async Task A_server_is_given_the_time_that_it_asks_for()
    {
        FakeTimeProvider time = new();
        Spark.On(SparkRpc.Execute, Begin(3, EndAsync));
        GrpcFault busy = new(8, "busy") { RetryDelay = TimeSpan.FromSeconds(7) };
        Spark.On(SparkRpc.Reattach, Fail(busy), Continue(6, EndAsync));
        await using ISparkSession session = await OpenAsync(time: time);

        Task<IReadOnlyList<long>> reading = IdsAsync(session);
        await Spark.RequestsAsync<ReattachExecuteRequest>(1);
        int seconds = 0;
        for (; !reading.IsCompleted; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(reading, Task.Delay(30));
        }
        Assert.That(await reading, Is.EqualTo(Rows));
        Assert.That(seconds, Is.GreaterThanOrEqualTo(7));
    }

    [TestCase("INVALID_CURSOR.POSITION_NOT_FOUND")]
    [TestCase("INVALID_CURSOR.RESPONSE_ALREADY_RECEIVED")]
    public async Task A_lost_place_is_the_end(string errorClass)
    {
        Spark.On(SparkRpc.Execute, Begin(3, EndAsync));
        Spark.On(SparkRpc.Reattach, Fail(errorClass));
        await using ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That((failure.Kind, failure.ErrorClass), Is.EqualTo((SparkErrorKind.Protocol, errorClass)));
    }

    private byte[] Wire(ExecutePlanRequest request) =>
        [.. Quiet.Responses(request.SessionId, request.OperationId).SelectMany(response => GrpcFrame.Of(response, int.MaxValue))];

    private static Func<SparkCall, Task> Ending(End end) =>
        end switch
        {
            End.Well => EndAsync,
            End.Stream => CutAsync,
            _ => CutConnectionAsync,
        };

    /// <summary>How a stream ends.</summary>
    internal enum End
    {
        Well,
        Stream,
        Connection,
    }
}
