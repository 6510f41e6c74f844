// Long because a batch can come in many wrong ways.
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Arrow;
using Google.Protobuf;
using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;

namespace C360.Spark.Tests.Arrow;

internal sealed class ArrowRowsTests
{
    private static readonly SparkColumn[] Id = [new("id", "bigint")];

    [Test]
    public void Messages_follow_each_other_and_each_may_hold_several_batches()
    {
        ArrowRows rows = new();

        // 1 and 2, 3 in one message; none in the next; 4 in the last: it starts after three rows.
        Assert.That(rows.Add(Of(ArrowWriter.WriteBatches(Id, [Rows(1, 2), Rows(3)]), 3, 0)), Is.True);
        Assert.That(Read(rows), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(rows.Add(Of(Stream(), 0, 3)), Is.True);
        Assert.That(Read(rows), Is.Empty);
        Assert.That(rows.Add(Of(Stream(4), 1)), Is.True);
        Assert.That(Read(rows), Is.EqualTo(new[] { 4 }));
        rows.End();
        Assert.That(rows.Count, Is.EqualTo(4));
        Assert.That(rows.Columns, Is.EqualTo(Id));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(80)]
    public void A_batch_in_chunks_is_read_when_the_last_has_come(int count)
    {
        ArrowRows rows = new();
        Message[] chunks = Chunks(Stream(5, 6), 2, count);

        Assert.That(chunks[..^1].Select(rows.Add), Is.All.False);
        Assert.That(count > 1 ? () => rows.End() : () => throw new ArrowFormatException(""), Throws.TypeOf<ArrowFormatException>());
        Assert.That(rows.Add(chunks[^1]), Is.True);
        Assert.That(Read(rows), Is.EqualTo(new[] { 5, 6 }));
        rows.End();
    }

    [Test]
    public void Chunks_that_are_not_those_of_one_batch_are_refused()
    {
        Message[] chunks = Chunks(Stream(5, 6), 2, 3);
        Message Other(Action<Message> change)
        {
            Message other = chunks[1].Clone();
            change(other);
            return other;
        }

        using (Assert.EnterMultipleScope())
        {
            Refused(chunks[1]);
            Refused(chunks[0], chunks[0]);
            Refused(chunks[0], chunks[2]);
            Refused(chunks[0], Of(Stream(1), 1));
            Refused(chunks[0], Other(chunk => chunk.NumChunksInBatch = 4));
            Refused(chunks[0], Other(chunk => chunk.RowCount = 3));
            Refused(chunks[0], Other(chunk => chunk.StartOffset = 0));
            Refused(chunks[0], Other(chunk => chunk.ClearNumChunksInBatch()));
            Refused(chunks[0], Other(chunk => chunk.ClearChunkIndex()));
            Refused(Other(chunk => chunk.ChunkIndex = -1));
            Refused(Other(chunk => (chunk.ChunkIndex, chunk.NumChunksInBatch) = (0, 0)));
            Refused(Other(chunk => (chunk.ChunkIndex, chunk.NumChunksInBatch) = (0, -3)));
        }
    }

    [TestCase(3, null)]
    [TestCase(1, null)]
    [TestCase(-2, null)]
    [TestCase(long.MaxValue, null)]
    [TestCase(2, 1)]
    [TestCase(2, -1)]
    public void A_message_with_other_rows_than_it_says_is_refused(long count, long? start) => Refused(Of(Stream(1, 2), count, start));

    [Test]
    public void A_message_that_comes_twice_or_is_left_out_is_refused()
    {
        Refused(Of(Stream(1), 1, 0), Of(Stream(1), 1, 0));
        Refused(Of(Stream(1), 1, 0), Of(Stream(3), 1, 2));
    }

    [Test]
    public void Columns_that_change_are_refused()
    {
        Refused(
            Of(Stream(1), 1),
            Of(
                ArrowWriter.Write(
                    [new("id", "int")],
                    [
                        [1],
                    ]
                ),
                1
            )
        );
        Refused(
            Of(Stream(1), 1),
            Of(
                ArrowWriter.Write(
                    [new("other", "bigint")],
                    [
                        [1],
                    ]
                ),
                1
            )
        );
        Refused(
            Of(Stream(1), 1),
            Of(
                ArrowWriter.Write(
                    [.. Id, .. Id],
                    [
                        [1, 1],
                    ]
                ),
                1
            )
        );
    }

    [Test]
    public void Rows_are_read_before_the_next_message_is_taken()
    {
        ArrowRows rows = new();
        rows.Add(Of(Stream(1, 2), 2));
        rows.Read();

        Assert.That(() => rows.Add(Of(Stream(3), 1)), Throws.InvalidOperationException);
    }

    [Test]
    public void There_is_no_value_before_the_first_row_and_after_the_last()
    {
        ArrowRows rows = new();
        rows.Add(Of(Stream(1), 1));

        Assert.That(() => rows.Int64(0), Throws.InvalidOperationException);
        Assert.That((rows.Read(), rows.Read(), rows.Read()), Is.EqualTo((true, false, false)));
        Assert.That(() => rows.Int64(0), Throws.InvalidOperationException);
    }

    private static List<long> Read(ArrowRows rows)
    {
        List<long> values = [];
        while (rows.Read())
            values.Add(rows.Int64(0));
        return values;
    }

    private static byte[] Stream(params int[] ids) => ArrowWriter.Write(Id, Rows(ids));

    private static IReadOnlyList<object?[]> Rows(params int[] ids) => [.. ids.Select(id => new object?[] { id })];

    private static Message Of(byte[] stream, long count, long? start = null)
    {
        Message message = new() { RowCount = count, Data = ByteString.CopyFrom(stream) };
        if (start is { } offset)
            message.StartOffset = offset;
        return message;
    }

    private static Message[] Chunks(byte[] stream, long rows, int count)
    {
        int size = stream.Length / count;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Message
                {
                    RowCount = rows,
                    ChunkIndex = i,
                    NumChunksInBatch = count,
                    Data = ByteString.CopyFrom(stream[(i * size)..(i == count - 1 ? stream.Length : (i + 1) * size)]),
                }),
        ];
    }

    private static void Refused(params Message[] messages)
    {
        ArrowRows rows = new();
        foreach (Message message in messages[..^1])
        {
            rows.Add(message);
            Read(rows);
        }

        Assert.That(() => rows.Add(messages[^1]), Throws.TypeOf<ArrowFormatException>());
    }
}
