using System.Collections.Concurrent;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;
using C360.Spark.Tests.Server;

namespace C360.Spark.Tests.Connect;

/// <summary>
/// Recorded streams, damaged. The protocol has no checksums, so a changed value cannot be noticed (TCP's is relied on); what must hold is that every
/// statement ends, with its rows or with a <see cref="SparkException"/>.
/// </summary>
internal sealed class MutatedStreamsTests
{
    private const int Streams = 2500;
    private const int AtOnce = 24;

    private static readonly string[] Small =
    [
        "3.5.7/02-types",
        "4.0.5/03-types-nulls",
        "4.0.5/12-arrays",
        "4.3.0/18-nested",
        "4.3.0/46-aggregate",
        "3.5.7/23-error-division",
    ];

    private static readonly string[] OfSeveralBatches = ["4.0.5/60-batches", "4.3.0/61-reattach-by-size", "4.3.0/66-chunked"];

    [Test]
    public async Task Damaged_bytes_end_in_rows_or_a_failure()
    {
        Recorded[] recorded = [.. Small.Select(Recorded.Of)];
        (int results, int failures, string[] wrong) = await RunAsync(
            (seed, operation) =>
            {
                Random random = new(seed);
                Recorded whole = recorded[random.Next(recorded.Length)];
                return (Mutation.OfBytes(whole.Wire(operation), random), whole);
            },
            (rows, whole) => rows.Count <= whole.Rows.Count
        );
        TestContext.Out.WriteLine($"{results} results, {failures} failures");
        Assert.That(wrong, Is.Empty);
        Assert.That(failures, Is.GreaterThan(Streams / 2));
    }

    [Test]
    public async Task Messages_that_are_lost_doubled_or_out_of_order_never_make_wrong_rows()
    {
        Recorded[] recorded = [.. OfSeveralBatches.Select(Recorded.Of)];
        (int results, int failures, string[] wrong) = await RunAsync(
            (seed, operation) =>
            {
                Random random = new(seed);
                Recorded whole = recorded[random.Next(recorded.Length)];
                return (Mutation.OfMessages(whole.Responses(operation), random), whole);
            },
            (rows, whole) => rows.SequenceEqual(whole.Rows)
        );
        TestContext.Out.WriteLine($"{results} results, {failures} failures");
        Assert.That(wrong, Is.Empty);
        Assert.That(failures, Is.GreaterThan(Streams / 2));
    }

    /// <summary>Sends the streams, several at a time; the seed of each is its statement.</summary>
    private static async Task<(int Results, int Failures, string[] Wrong)> RunAsync(
        Func<int, string, (byte[] Wire, Recorded Whole)> stream,
        Func<List<string>, Recorded, bool> isRight
    )
    {
        await using ScriptedSpark spark = await ScriptedSpark.StartAsync(new QuietSpark("4.3.0", Recorded.ServerSession));
        spark.On(
            SparkRpc.Execute,
            async call =>
            {
                ExecutePlanRequest request = call.Request<ExecutePlanRequest>();
                await call.SendRawAsync(stream(Seed(request), request.OperationId).Wire);
                if (Seed(request) % 2 == 0)
                    await call.EndAsync();
                else
                    call.Cut();
            }
        );
        spark.On(SparkRpc.Reattach, _ => throw GrpcFault.Of("INVALID_CURSOR.POSITION_NOT_FOUND"));
        using GrpcConnection connection = new(SparkRemote.Parse($"{spark.Address}/;grpc_max_message_size=1000000"), TimeProvider.System);

        int results = 0;
        int failures = 0;
        ConcurrentBag<string> wrong = [];
        await Parallel.ForAsync(
            0,
            Streams,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (seed, _) =>
            {
                using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
                try
                {
                    // A damaged id means a lost session, so each has its own.
                    await using ISparkSession session = await Replaying.OpenAsync(connection, Recorded.Session, limit.Token);
                    List<string> rows = await RowsAsync(session, seed, limit.Token);
                    Interlocked.Increment(ref results);
                    if (!isRight(rows, stream(seed, "").Whole))
                        wrong.Add($"{seed}: {rows.Count} rows");
                }
                catch (SparkException)
                {
                    Interlocked.Increment(ref failures);
                }
                catch (Exception exception)
                {
                    wrong.Add($"{seed}: {exception}");
                }
            }
        );
        return (results, failures, [.. wrong]);
    }

    private static int Seed(ExecutePlanRequest request) => int.Parse(request.Plan.Root.Sql.Query, null);

    private static async Task<List<string>> RowsAsync(ISparkSession session, int seed, CancellationToken cancellationToken)
    {
        await using ISparkReader reader = await session.QueryAsync(new SparkStatement($"{seed}"), cancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add(Recorded.Text(reader.Columns.Count, reader.Value));
        return rows;
    }
}
