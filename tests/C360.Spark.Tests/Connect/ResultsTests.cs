using System.Buffers;
using System.Collections.Concurrent;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace C360.Spark.Tests.Connect;

/// <summary>Results as they come.</summary>
internal sealed class ResultsTests : ExecutionTest
{
    [Test]
    public async Task A_result_has_its_columns_before_its_rows()
    {
        Spark.On(SparkRpc.Execute, Begin(1, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync();
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        Assert.That(reader.Columns, Is.EqualTo(new[] { new SparkColumn("id", "bigint") }));
    }

    [Test]
    public async Task A_schema_may_come_with_the_rows_or_not_at_all([Values] bool with)
    {
        ExecutePlanResponse first = Result[2].Clone();
        if (with)
            first.Schema = Result[0].Schema;
        Quiet.Result = [first, .. Result[3..]];
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
    }

    [Test]
    public async Task After_the_last_row_there_is_none()
    {
        await using ISparkSession session = await OpenAsync();
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        while (await reader.ReadAsync()) { }
        Assert.That(await reader.ReadAsync(), Is.False);
        Assert.Throws<InvalidOperationException>(() => reader.Int64(0));
    }

    [Test]
    public async Task A_stream_that_brings_nothing_for_ten_minutes_is_left_for_the_next()
    {
        FakeTimeProvider time = new();
        Spark.On(SparkRpc.Execute, Begin(BeforeRows, call => call.HangAsync()));
        await using ISparkSession session = await OpenAsync(time: time);
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        Task<bool> reading = reader.ReadAsync().AsTask();

        time.Advance(TimeSpan.FromMinutes(9.9));
        Assert.That((reading.IsCompleted, Count(SparkRpc.Reattach)), Is.EqualTo((false, 0)));
        time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.That(await reading);
        Assert.That((reader.Int64(0), Count(SparkRpc.Reattach)), Is.EqualTo((1L, 1)));
    }

    [Test]
    public async Task A_server_that_has_sent_everything_is_not_hung_up_on()
    {
        TaskCompletionSource end = new();
        ConcurrentBag<bool> hungUpOn = [];
        Spark.On(
            SparkRpc.Execute,
            Begin(
                6,
                async call =>
                {
                    await Task.WhenAny(end.Task, call.HangAsync());
                    hungUpOn.Add(call.Aborted.IsCancellationRequested);
                }
            )
        );
        // The clock stands still: the client would wait for the end for half a second only.
        await using ISparkSession session = await OpenAsync(time: new FakeTimeProvider());
        for (int i = 0; i < 10; i++)
            await IdsAsync(session);
        end.SetResult();
        Assert.That(() => hungUpOn.Count, Is.EqualTo(10).After(5000, 5));
        Assert.That(hungUpOn, Is.All.False);
    }

    [Test]
    public async Task Rows_that_have_come_stay_what_they_are_when_the_session_ends_meanwhile()
    {
        long[] many = [.. Enumerable.Range(0, 5000)];
        Quiet.Result = [ScriptedResult.Schema(), ScriptedResult.Batch(0, many), ScriptedResult.Complete()];
        ISparkSession session = await OpenAsync();
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT id"), Limit);
        Assert.That(await reader.ReadAsync());
        await session.DisposeAsync();

        // Somebody else's bytes, in whatever the pool has: 5000 numbers have 40 kB.
        foreach (byte[] bytes in Enumerable.Range(0, 40).Select(_ => ArrayPool<byte>.Shared.Rent(65_536)).ToList())
            Array.Fill(bytes, (byte)7);
        List<long> ids = [reader.Int64(0)];
        while (ids.Count < many.Length && await reader.ReadAsync())
            ids.Add(reader.Int64(0));
        Assert.That(ids, Is.EqualTo(many));
    }

    [Test]
    public async Task Progress_is_told_without_going_back()
    {
        List<double> told = [];
        Quiet.Result =
        [
            ScriptedResult.Schema(),
            ScriptedResult.Progress(),
            ScriptedResult.Progress((4, 1)),
            ScriptedResult.Progress((4, 1)),
            ScriptedResult.Progress((4, 4), (4, 0)),
            ScriptedResult.Progress((4, 4), (4, 4)),
            ScriptedResult.Complete(),
        ];
        await using ISparkSession session = await OpenAsync();
        await session.ExecuteAsync(new SparkStatement("INSERT …") { Progress = new Told(told) }, Limit);
        Assert.That(told, Is.EqualTo(new double[] { 25, 50, 100 }));
    }

    [Test]
    public async Task Statements_run_side_by_side_in_one_session()
    {
        await using ISparkSession session = await OpenAsync();
        IReadOnlyList<long>[] results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => IdsAsync(session)));
        Assert.That(results, Is.All.EqualTo(Rows));
    }

    [Test]
    public async Task Chunks_of_a_batch_are_put_together()
    {
        ExecutePlanResponse batch = ScriptedResult.Batch(0, Rows);
        byte[] whole = batch.ArrowBatch.Data.ToByteArray();
        IEnumerable<ExecutePlanResponse> chunks = whole
            .Chunk(7)
            .Select(
                (bytes, index) =>
                {
                    ExecutePlanResponse chunk = batch.Clone();
                    chunk.ArrowBatch.Data = ByteString.CopyFrom(bytes);
                    (chunk.ArrowBatch.ChunkIndex, chunk.ArrowBatch.NumChunksInBatch) = (index, (whole.Length + 6) / 7);
                    return chunk;
                }
            );
        Quiet.Result = [ScriptedResult.Schema(), .. chunks, ScriptedResult.Complete()];
        await using ISparkSession session = await OpenAsync();
        Assert.That(await IdsAsync(session), Is.EqualTo(Rows));
    }

    private sealed class Told(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
