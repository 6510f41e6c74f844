using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
using ArrowBatch = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;

namespace C360.Spark.Tests.Connect;

internal sealed class ExecuteResponsesTests
{
    private static readonly ExecutePlanResponse Large = new()
    {
        SessionId = "session",
        ArrowBatch = new ArrowBatch
        {
            RowCount = 7,
            StartOffset = 3,
            ChunkIndex = 0,
            NumChunksInBatch = 2,
            Data = ByteString.CopyFrom(new byte[10_000]),
        },
        OperationId = "operation",
        ResponseId = "response",
        ServerSideSessionId = "server",
        Metrics = new ExecutePlanResponse.Types.Metrics
        {
            Metrics_ = { new ExecutePlanResponse.Types.Metrics.Types.MetricObject { Name = "m" } },
        },
    };

    [Test]
    public void A_large_batch_is_read_without_a_copy()
    {
        byte[] bytes = Large.ToByteArray();
        ExecutePlanResponse read = ExecuteResponses.Parse(bytes);
        Assert.That(read, Is.EqualTo(Large));

        bytes.AsSpan().Fill(0xEE);
        Assert.That(read.ArrowBatch.Data.Span.IndexOfAnyExcept((byte)0xEE), Is.EqualTo(-1), "the data is where it was received");
    }

    [Test]
    public void Messages_in_any_part_of_a_buffer_are_read()
    {
        byte[] buffer = [1, 2, 3, .. Large.ToByteArray(), 4, 5];
        Assert.That(ExecuteResponses.Parse(buffer.AsMemory(3, buffer.Length - 5)), Is.EqualTo(Large));
    }

    [Test]
    public void Fields_that_come_twice_mean_what_protobuf_says()
    {
        byte[] complete = new ExecutePlanResponse { ResultComplete = new ExecutePlanResponse.Types.ResultComplete() }.ToByteArray();
        foreach (byte[] bytes in new byte[][] { [.. Large.ToByteArray(), .. complete], [.. Large.ToByteArray(), .. Large.ToByteArray()] })
            Assert.That(ExecuteResponses.Parse(bytes), Is.EqualTo(ExecutePlanResponse.Parser.ParseFrom(bytes)));
    }

    [Test]
    public void Every_recorded_response_is_read_as_protobuf_does()
    {
        int read = 0;
        foreach (byte[] bytes in Captures.Names.SelectMany(Captures.Lines).Where(IsResponse).Select(line => line.Bytes))
        {
            Assert.That(ExecuteResponses.Parse(bytes), Is.EqualTo(ExecutePlanResponse.Parser.ParseFrom(bytes)));
            read++;
        }
        Assert.That(read, Is.GreaterThan(500));
    }

    [Test]
    public void Damaged_messages_are_read_as_protobuf_does_or_refused_as_it_does()
    {
        byte[] whole = Large.ToByteArray();
        Random random = new(20260622);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. whole];
            // Where the structure is: the head and the tail, not the zeros between.
            for (int times = random.Next(1, 4); times > 0; times--)
                damaged[random.Next(2) == 0 ? random.Next(40) : damaged.Length - 1 - random.Next(60)] = (byte)random.Next(256);
            byte[] cut = damaged[..(random.Next(3) == 0 ? random.Next(4096, damaged.Length) : damaged.Length)];
            Assert.That(Outcome(() => ExecuteResponses.Parse(cut)), Is.EqualTo(Outcome(() => ExecutePlanResponse.Parser.ParseFrom(cut))));
        }
    }

    private static bool IsResponse(Captures.Line line) => line is { Dir: "res", Rpc: "ExecutePlan" or "ReattachExecute" };

    private static ExecutePlanResponse? Outcome(Func<ExecutePlanResponse> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
