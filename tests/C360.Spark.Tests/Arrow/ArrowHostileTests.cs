using System.Buffers.Binary;
using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
using static C360.Spark.Tests.Arrow.FlatWriter;
using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.Spark.Tests.Arrow;

/// <summary>Damaged streams: refused as such, or read as something; no other exception, no memory for what only numbers claim.</summary>
internal sealed class ArrowHostileTests
{
    private static readonly (byte[] Bytes, long Rows)[] Streams =
    [
        .. new[] { "02-types", "03-types-nulls", "09-decimals", "10-dates", "11-timestamps", "12-arrays", "18-nested", "01-select-1" }
            .SelectMany(name => new[] { $"3.5.7/{name}", $"4.3.0/{name}" })
            .SelectMany(Captures.Lines)
            .Where(line => line is { Rpc: "ExecutePlan", Dir: "res" })
            .Select(line => ExecutePlanResponse.Parser.ParseFrom(line.Bytes).ArrowBatch)
            .Where(batch => batch is not null)
            .Select(batch => (batch.Data.ToByteArray(), batch.RowCount)),
    ];

    [Property(MaxTest = 6000)]
    public bool A_stream_with_changed_bytes_is_read_or_refused(int seed)
    {
        Random random = new(seed);
        (byte[] bytes, long rows) = Stream(random);
        for (int i = random.Next(1, 5); i > 0; i--)
            Change(bytes, random);
        return IsReadOrRefused(bytes, rows);
    }

    [Test]
    public void A_stream_that_is_cut_anywhere_is_refused()
    {
        foreach ((byte[] bytes, long rows) in Streams)
        {
            // Without the mark at its end it is whole: that is the last 8 bytes.
            for (int length = 0; length < bytes.Length - 8; length++)
                Assert.That(() => Read(bytes[..length], rows), Throws.TypeOf<ArrowFormatException>(), $"{length} of {bytes.Length}");
        }
    }

    [Property(MaxTest = 1000)]
    public bool Bytes_of_any_kind_are_refused(byte[] bytes) => IsReadOrRefused(bytes ?? [], 1);

    [Test]
    public void Features_that_are_not_read_are_refused_by_name()
    {
        Table schema = ArrowWriter.Schema([new("id", "bigint")]);
        byte[] Batch(params Node?[] fields) =>
            [.. ArrowWriter.Message(1, schema, []), .. ArrowWriter.Message(3, new Table(fields), new byte[16]), .. ArrowWriter.End];
        Node?[] sound = [new Scalar(1), new Pairs([(1, 0)]), new Pairs([(0, 0), (0, 8)])];
        byte[] Field(params Node?[] fields) =>
            [.. ArrowWriter.Message(1, new Table(null, new Tables([new Table(fields)])), []), .. ArrowWriter.End];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Read(Batch(sound), 1), Throws.Nothing);
            Refused(Batch([.. sound, new Table(new Scalar(1))]), "compressed");
            Refused(Batch([.. sound, null, new Pairs([(1, 1)])]), "several buffers");
            Refused([.. ArrowWriter.Message(2, new Table(), []), .. ArrowWriter.End], "number 2");
            Refused([.. ArrowWriter.Message(1, new Table(new Scalar(1)), [])], "big-endian");
            Refused([.. ArrowWriter.Message(1, schema, []), .. ArrowWriter.Message(1, schema, [])], "two schemas");
            Refused([.. ArrowWriter.Message(3, new Table(sound), [])], "begin with a schema");
            Refused([.. ArrowWriter.End], "no schema");
            Refused([.. ArrowWriter.End, 0], "after its end");
            // A time of day (9), an unsigned integer, a decimal of 256 bits, a dictionary.
            Refused(Field(new Text("x"), null, new Scalar(9), new Table()), "number 9");
            Refused(Field(new Text("x"), null, new Scalar(2), new Table(new Scalar(32))), "number 2");
            Refused(Field(new Text("x"), null, new Scalar(7), new Table(new Scalar(5), new Scalar(2), new Scalar(256))), "number 7");
            Refused(Field(new Text("x"), null, new Scalar(7), new Table(new Scalar(39), new Scalar(2))), "39 digits");
            Refused(Field(new Text("x"), null, new Scalar(5), new Table(), new Table()), "dictionary");
            Refused(Field(new Text("x"), null, new Scalar(12), new Table()), "other children");
        }
    }

    [TestCase(-1, 0, 0, 8)]
    [TestCase(1, 2, 0, 8)]
    [TestCase(1, -1, 0, 8)]
    [TestCase(1, 1, 0, 8)]
    [TestCase(2, 0, 0, 8)]
    [TestCase(1L << 31, 0, 0, 8)]
    [TestCase(1, 0, 4, 8)]
    [TestCase(1, 0, 16, 8)]
    [TestCase(1, 0, -8, 8)]
    [TestCase(1, 0, 0, 7)]
    [TestCase(1, 0, 0, 17)]
    [TestCase(1, 0, 0, -8)]
    [TestCase(1, 0, 8, long.MaxValue)]
    public void Lengths_and_places_that_cannot_be_are_refused(long length, long nulls, long offset, long bytes) =>
        Refused(
            [
                .. ArrowWriter.Message(1, ArrowWriter.Schema([new("id", "bigint")]), []),
                .. ArrowWriter.Message(
                    3,
                    new Table(new Scalar(length), new Pairs([(length, nulls)]), new Pairs([(0, 0), (offset, bytes)])),
                    new byte[16]
                ),
            ],
            "",
            length
        );

    [TestCase(0, 5, 3)]
    [TestCase(-1, 2, 3)]
    [TestCase(0, 2, 9)]
    public void Text_that_does_not_begin_where_the_last_ended_is_refused(int first, int second, int third)
    {
        byte[] body = new byte[24];
        BinaryPrimitives.WriteInt32LittleEndian(body, first);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), second);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), third);
        Table batch = new(new Scalar(2), new Pairs([(2, 0)]), new Pairs([(0, 0), (0, 12), (16, 8)]));

        Refused(
            [.. ArrowWriter.Message(1, ArrowWriter.Schema([new("s", "string")]), []), .. ArrowWriter.Message(3, batch, body)],
            "column s",
            2
        );
    }

    [Test]
    public void A_list_of_values_that_take_no_bytes_is_bounded()
    {
        Table list = new(
            new Text("l"),
            null,
            new Scalar(12),
            new Table(),
            null,
            new Tables([new Table(new Text("x"), null, new Scalar(1), new Table())])
        );
        byte[] body = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), int.MaxValue);
        Table batch = new(new Scalar(1), new Pairs([(1, 0), (int.MaxValue, int.MaxValue)]), new Pairs([(0, 0), (0, 8)]));

        Refused(
            [.. ArrowWriter.Message(1, new Table(null, new Tables([list])), []), .. ArrowWriter.Message(3, batch, body)],
            "more values than bytes"
        );
    }

    [TestCase(1, 70, "too deep")]
    // Every one of 40 levels refers to the next three times: without a bound that is 3^40 fields.
    [TestCase(3, 40, "more fields than it has bytes for")]
    public void A_schema_that_is_deep_or_full_of_repetitions_is_refused(int repetitions, int levels, string because)
    {
        Table field = new(new Text("x"), null, new Scalar(13), new Table(), null, new Tables([]));
        for (int i = 0; i < levels; i++)
            field = field with { Fields = [.. field.Fields[..5], new Tables([.. Enumerable.Repeat(field, repetitions)])] };

        Refused([.. ArrowWriter.Message(1, new Table(null, new Tables([field])), [])], because);
    }

    private static (byte[] Bytes, long Rows) Stream(Random random)
    {
        if (random.Next(3) == 0)
        {
            RandomTable table = new(random.Next(), 10);
            return (ArrowWriter.Write(table.Columns, table.Rows), table.Rows.Count);
        }

        (byte[] bytes, long rows) = Streams[random.Next(Streams.Length)];
        return ([.. bytes], rows);
    }

    /// <summary>A byte, a number that is extreme, or bytes from elsewhere in the stream.</summary>
    private static void Change(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when at + 4 <= bytes.Length:
                int[] extremes = [0, -1, 1, int.MaxValue, int.MinValue, bytes.Length, -bytes.Length, 1 << 24];
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), extremes[random.Next(extremes.Length)]);
                break;
            default:
                int length = Math.Min(random.Next(1, 16), bytes.Length - at);
                bytes.AsSpan(random.Next(bytes.Length - length + 1), length).ToArray().CopyTo(bytes, at);
                break;
        }
    }

    private static bool IsReadOrRefused(byte[] bytes, long rows)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Read(bytes, rows);
        }
        catch (ArrowFormatException) { }

        // The lists of nulls that take no bytes are the most that a few hundred bytes can ask for: a million of them.
        return GC.GetAllocatedBytesForCurrentThread() - before < 64_000_000;
    }

    private static void Read(byte[] bytes, long count)
    {
        ArrowRows rows = new();
        rows.Add(new Message { RowCount = count, Data = ByteString.CopyFrom(bytes) });
        while (rows.Read())
        {
            for (int i = 0; i < rows.Columns.Count; i++)
            {
                try
                {
                    rows.Value(i);
                }
                catch (OverflowException) { } // A date that there is not in .NET: it is a value, though a wrong one.
            }
        }
    }

    private static void Refused(byte[] bytes, string because, long rows = 1) =>
        Assert.That(() => Read(bytes, rows), Throws.TypeOf<ArrowFormatException>().With.Message.Contains(because));
}
