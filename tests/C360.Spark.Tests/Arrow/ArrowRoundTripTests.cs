using C360.Infrastructure.Spark.Arrow;
using Google.Protobuf;
using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.Spark.Tests.Arrow;

/// <summary>What is written is read; the writer in turn is held against what real servers wrote.</summary>
internal sealed class ArrowRoundTripTests
{
    [Property(MaxTest = 500)]
    public bool Any_table_comes_out_as_it_went_in(int seed)
    {
        RandomTable table = new(seed);
        List<object?[]> read = [];
        ArrowRows rows = new();
        rows.Add(new Message { RowCount = table.Rows.Count, Data = ByteString.CopyFrom(ArrowWriter.Write(table.Columns, table.Rows)) });
        while (rows.Read())
            read.Add([.. table.Columns.Select((_, i) => rows.Value(i))]);

        return rows.Columns.SequenceEqual(table.Columns)
            && read.Count == table.Rows.Count
            && read.Zip(table.Rows).All(pair => pair.First.Zip(pair.Second).All(values => Same(values.First, values.Second)));
    }

    /// <summary>A reader and a writer may agree on a mistake: the same values as in a capture give the same buffers.</summary>
    [Test]
    public void A_stream_is_written_like_one_of_Sparks()
    {
        Captures.Line line = Captures
            .Lines("4.0.5/37-table-select")
            .First(line => line is { Rpc: "ExecutePlan", Dir: "res" } && Response(line).ArrowBatch is not null);
        byte[] recorded = Response(line).ArrowBatch.Data.ToByteArray();
        // SELECT id, s FROM c360_capture ORDER BY id LIMIT 3, where s is the id as text.
        byte[] written = ArrowWriter.Write(
            [new("id", "bigint"), new("s", "string")],
            [
                [0L, "0"],
                [1L, "1"],
                [2L, "2"],
            ]
        );

        byte[] Body(byte[] stream) => ArrowMessage.ReadAll(stream).Last().Body.ToArray();
        Assert.That(Body(written), Is.EqualTo(Body(recorded)));
        Assert.That(written[^8..], Is.EqualTo(recorded[^8..]));
    }

    private static C360.Infrastructure.Spark.Protocol.ExecutePlanResponse Response(Captures.Line line) =>
        C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Parser.ParseFrom(line.Bytes);

    private static bool Same(object? one, object? other) =>
        one is byte[] bytes ? other is byte[] others && bytes.AsSpan().SequenceEqual(others)
        : one is decimal number ? other is decimal other2 && number == other2 && number.Scale == other2.Scale
        : Equals(one, other);
}
