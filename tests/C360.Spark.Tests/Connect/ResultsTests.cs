using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Arrow;
using C360.Spark.Tests.Server;
using Google.Protobuf;

namespace C360.Spark.Tests.Connect;

/// <summary>Results as they come, also large ones: a batch is held, not the result.</summary>
internal sealed class ResultsTests : ExecutionTest
{
    private const int Megabyte = 1 << 20;

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

    [Test]
    public async Task A_result_of_200_MB_takes_the_memory_of_a_few_batches()
    {
        const int Batches = 200;
        ExecutePlanResponse batch = Texts(1);
        Spark.On(
            SparkRpc.Execute,
            async call =>
            {
                ExecutePlanRequest request = call.Request<ExecutePlanRequest>();
                (batch.SessionId, batch.OperationId) = (request.SessionId, request.OperationId);
                for (int i = 0; i < Batches; i++)
                {
                    (batch.ResponseId, batch.ArrowBatch.StartOffset) = (ScriptedResult.Id(i + 1), i);
                    await call.SendAsync(batch);
                }
                ExecutePlanResponse complete = ScriptedResult.Complete();
                (complete.SessionId, complete.OperationId) = (request.SessionId, request.OperationId);
                await call.SendAsync(complete);
                await call.EndAsync();
            }
        );
        await using ISparkSession session = await OpenAsync();
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT text"), Limit);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        int rows = 0;
        for (; await reader.ReadAsync(); rows++)
        {
            if (rows % 50 == 49)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.That(rows, Is.EqualTo(Batches));
        Assert.That(most, Is.LessThan(30 * Megabyte), "the server of this process included");

        // The server is told what it may forget about every megabyte, one call at a time.
        ReleaseExecuteRequest[] releases = [.. Spark.Requests<ReleaseExecuteRequest>()];
        Assert.That(releases.Count(release => release.ReleaseUntil is not null), Is.InRange(1, Batches));
        Assert.That(
            releases
                .Where(release => release.ReleaseUntil is not null)
                .Select(release => int.Parse(release.ReleaseUntil.ResponseId[1..], null)),
            Is.Ordered.Ascending
        );
    }

    [Test]
    public async Task A_message_just_under_the_limit_is_not_copied()
    {
        ExecutePlanResponse batch = Texts(110);
        Quiet.Result = [batch, ScriptedResult.Complete()];
        byte[]? wire = null;
        Spark.On(
            SparkRpc.Execute,
            async call =>
            {
                ExecutePlanRequest request = call.Request<ExecutePlanRequest>();
                ExecutePlanResponse[] responses = [.. Quiet.Responses(request.SessionId, request.OperationId)];
                wire = C360.Infrastructure.Spark.Connect.Grpc.GrpcFrame.Of(responses[0], int.MaxValue);
                await call.SendRawAsync(wire);
                await call.SendAsync(responses[1]);
                await call.EndAsync();
            }
        );
        await using ISparkSession session = await OpenAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement("SELECT text"), Limit);
        for (int i = 0; i < 110; i++)
            Assert.That(await reader.ReadAsync());
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before - wire!.Length;
        // One buffer of 128 MB, the next size of the pool; a copy would be 110 MB more.
        Assert.That(allocated, Is.LessThan(180L * Megabyte));
        Assert.That(await reader.ReadAsync(), Is.False);
    }

    /// <summary>A batch of this many rows, each a text of a megabyte: the stream has a record batch for each.</summary>
    private static ExecutePlanResponse Texts(int rows)
    {
        SparkColumn[] columns = [new("text", "string")];
        byte[] one = ArrowWriter.Write(columns, [new object?[] { new string('x', Megabyte) }]);
        int schema = ArrowWriter.Message(1, ArrowWriter.Schema(columns), []).Length;
        byte[] data = new byte[schema + (rows * (one.Length - schema - ArrowWriter.End.Length)) + ArrowWriter.End.Length];
        one.AsSpan(0, schema).CopyTo(data);
        ArrowWriter.End.CopyTo(data.AsSpan(data.Length - ArrowWriter.End.Length));
        ReadOnlySpan<byte> batch = one.AsSpan(schema..^ArrowWriter.End.Length);
        for (int i = 0; i < rows; i++)
            batch.CopyTo(data.AsSpan(schema + (i * batch.Length)));

        ExecutePlanResponse response = ScriptedResult.Batch(0);
        (response.ArrowBatch.RowCount, response.ArrowBatch.Data) = (rows, UnsafeByteOperations.UnsafeWrap(data));
        return response;
    }

    private sealed class Told(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
