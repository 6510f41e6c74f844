// Long because a stream can be wrong in many ways.
using System.Buffers.Binary;
using C360.Infrastructure.Spark.Arrow;
using static C360.Spark.Tests.Arrow.FlatWriter;

namespace C360.Spark.Tests.Arrow;

/// <summary>Streams that are written on purpose as no server would.</summary>
internal sealed class ArrowFormatTests
{
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
            Assert.That(() => ArrowHostileTests.Read(Batch(sound), 1), Throws.Nothing);
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

    [Test]
    public void Columns_that_share_bytes_differ_in_length_or_are_too_many_are_refused()
    {
        Table schema = ArrowWriter.Schema([new("a", "bigint"), new("b", "bigint")]);
        byte[] Batch(long length, (long, long)[] nodes, params (long, long)[] buffers) =>
            [
                .. ArrowWriter.Message(1, schema, []),
                .. ArrowWriter.Message(3, new Table(new Scalar(length), new Pairs(nodes), new Pairs(buffers)), new byte[16]),
            ];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ArrowHostileTests.Read(Batch(1, [(1, 0), (1, 0)], (0, 0), (0, 8), (0, 0), (8, 8)), 1), Throws.Nothing);
            Refused(Batch(1, [(1, 0), (1, 0)], (0, 0), (8, 8), (0, 0), (8, 8)), "not where it can be");
            Refused(Batch(1, [(1, 0), (1, 0)], (0, 0), (8, 8), (0, 0), (0, 8)), "not where it can be");
            Refused(Batch(1, [(1, 0), (0, 0)], (0, 0), (0, 8), (0, 0), (8, 8)), "differ in length");
            Refused(Batch(2, [(1, 0), (1, 0)], (0, 0), (0, 8), (0, 0), (8, 8)), "differ in length", 2);
            Refused(Batch(1, [(1, 0)], (0, 0), (0, 8), (0, 0), (8, 8)), "fewer elements");
            Refused(Batch(1, [(1, 0), (1, 0)], (0, 0), (0, 8), (0, 0)), "fewer elements");
            Refused(Batch(1, [(1, 0), (1, 0), (1, 0)], (0, 0), (0, 8), (0, 0), (8, 8)), "more than its schema");
            Refused(Batch(1, [(1, 0), (1, 0)], (0, 0), (0, 8), (0, 0), (8, 8), (0, 0)), "more than its schema");
        }
    }

    [Test]
    public void What_is_shorter_than_its_column_is_refused()
    {
        Table field = new(new Text("n"), null, new Scalar(2), new Table(new Scalar(8), new Scalar(1)));
        Table structure = new(new Text("s"), null, new Scalar(13), new Table(), null, new Tables([field]));
        byte[] Batch(Table column, (long, long)[] nodes, params (long, long)[] buffers) =>
            [
                .. ArrowWriter.Message(1, new Table(null, new Tables([column])), []),
                .. ArrowWriter.Message(3, new Table(new Scalar(nodes[0].Item1), new Pairs(nodes), new Pairs(buffers)), new byte[24]),
            ];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ArrowHostileTests.Read(Batch(field, [(9, 9)], (0, 2), (8, 9)), 9), Throws.Nothing);
            // Nine rows have nine bits of validity: two bytes.
            Refused(Batch(field, [(9, 9)], (0, 1), (8, 9)), "column n", 9);
            Assert.That(() => ArrowHostileTests.Read(Batch(structure, [(2, 0), (2, 0)], (0, 0), (0, 0), (0, 2)), 2), Throws.Nothing);
            Refused(Batch(structure, [(2, 0), (1, 0)], (0, 0), (0, 0), (0, 1)), "column s", 2);
        }
    }

    [Test]
    public void A_key_of_a_map_is_not_null()
    {
        Table key = new(new Text("key"), null, new Scalar(2), new Table(new Scalar(32), new Scalar(1)));
        Table value = new(new Text("value"), null, new Scalar(1), new Table());
        Table entries = new(new Text("entries"), null, new Scalar(13), new Table(), null, new Tables([key, value]));
        Table map = new(new Text("m"), null, new Scalar(17), new Table(), null, new Tables([entries]));
        // One row of one entry; its key's validity is a bit that is not set.
        byte[] body = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0];
        Pairs nodes = new([(1, 0), (1, 0), (1, 1), (1, 1)]);
        Table Batch(params (long, long)[] buffers) => new(new Scalar(1), nodes, new Pairs(buffers));

        Refused(
            [
                .. ArrowWriter.Message(1, new Table(null, new Tables([map])), []),
                .. ArrowWriter.Message(3, Batch((0, 0), (0, 8), (0, 0), (8, 1), (16, 4)), body),
            ],
            "key that is null"
        );
    }

    private static void Refused(byte[] bytes, string because, long rows = 1) =>
        Assert.That(() => ArrowHostileTests.Read(bytes, rows), Throws.TypeOf<ArrowFormatException>().With.Message.Contains(because));
}
