using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Arrow;
using C360.Spark.Tests.Server;
using Google.Protobuf;

namespace C360.Spark.Tests.Connect;

/// <summary>Results larger than anybody wants in memory: a batch is held, once.</summary>
[NonParallelizable]
internal sealed class LargeResultsTests : ExecutionTest
{
    private const int Megabyte = 1 << 20;

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
                wire = GrpcFrame.Of(responses[0], int.MaxValue);
                for (int at = 0; at < wire.Length; at += Megabyte) // the server's copy of what it sends counts too
                    await call.SendRawAsync(wire.AsMemory(at, Math.Min(Megabyte, wire.Length - at)));
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
}
