using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;
using Google.Protobuf;

namespace C360.Spark.Tests.Connect;

/// <summary>Answers that are not to be believed.</summary>
internal sealed class DamagedResultsTests : ExecutionTest
{
    [Test]
    public async Task Rows_of_another_server_session_are_not_handed_on([Range(0, 5)] int responses)
    {
        Spark.On(SparkRpc.Execute, Begin(responses, EndAsync));
        await using ISparkSession session = await OpenAsync();
        Spark.On(
            SparkRpc.Reattach,
            async call =>
            {
                Quiet.Restart();
                await Continue(6, EndAsync)(call);
            }
        );
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That((failure.Kind, session.IsLost), Is.EqualTo((SparkErrorKind.SessionLost, true)));
    }

    [Test]
    public async Task Damaged_results_are_no_results([Values] Damage damage)
    {
        ExecutePlanResponse[] result = [.. Result.Select(response => response.Clone())];
        ExecutePlanResponse batch = result[3];
        Action change = damage switch
        {
            Damage.RowCount => () => batch.ArrowBatch.RowCount++,
            Damage.StartOffset => () => batch.ArrowBatch.StartOffset--,
            Damage.BatchTwice => () => result[4] = result[3],
            Damage.BatchMissing => () => result[2] = result[1],
            Damage.ChunkMissing => () => (batch.ArrowBatch.ChunkIndex, batch.ArrowBatch.NumChunksInBatch) = (0, 2),
            Damage.Bytes => () => batch.ArrowBatch.Data = ByteString.CopyFromUtf8("no arrow"),
            Damage.Columns => () => result[0].Schema.Struct.Fields.Add(new DataType.Types.StructField { Name = "more" }),
            _ => () => result = result[5..],
        };
        change();
        Quiet.Result = result;
        await using ISparkSession session = await OpenAsync();
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That(failure.Kind, Is.EqualTo(SparkErrorKind.Protocol), failure.Message);
        if (damage is not (Damage.ChunkMissing or Damage.NoColumns))
            await AssertStoppedAsync();
    }

    [Test]
    public async Task An_answer_for_another_statement_is_refused()
    {
        Spark.On(
            SparkRpc.Execute,
            async call =>
            {
                await call.SendAsync(Quiet.Responses(call.Request<ExecutePlanRequest>().SessionId, "another").First());
                await call.HangAsync();
            }
        );
        await using ISparkSession session = await OpenAsync();
        Assert.That((await FailureAsync(() => IdsAsync(session))).Kind, Is.EqualTo(SparkErrorKind.Protocol));
        await AssertStoppedAsync();
    }

    [Test]
    public async Task A_message_over_the_limit_is_told_and_the_statement_stopped()
    {
        // The prefix promises 200 MB; the limit is 128 MB.
        Spark.On(
            SparkRpc.Execute,
            Begin(
                2,
                async call =>
                {
                    await call.SendRawAsync(new byte[] { 0, 0x0C, 0x80, 0, 0 });
                    await call.HangAsync();
                }
            )
        );
        await using ISparkSession session = await OpenAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        SparkException failure = await FailureAsync(() => IdsAsync(session));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(16_000_000));
        Assert.That(failure.Message, Does.Contain("209715200").And.Contain("grpc_max_message_size"));
        Assert.That(failure.Kind, Is.EqualTo(SparkErrorKind.Engine));
        await AssertStoppedAsync();
    }

    /// <summary>What is wrong with a result.</summary>
    internal enum Damage
    {
        RowCount,
        StartOffset,
        BatchTwice,
        BatchMissing,
        ChunkMissing,
        Bytes,
        Columns,
        NoColumns,
    }
}
