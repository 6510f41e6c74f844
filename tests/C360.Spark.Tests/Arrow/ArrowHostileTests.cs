using System.Buffers.Binary;
using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
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

    // 64 MB, the same ones each time: four are 256 MB.
    [TestCase(64 << 20, 1000, 4)]
    [TestCase(1, 65_536, 1000)]
    [TestCase(1, 65_537, 0)]
    [TestCase(1, int.MaxValue, 0)]
    [TestCase(0, 3, 0)]
    public void Chunks_are_kept_only_as_long_as_they_may_become_a_batch(int size, long announced, int kept)
    {
        ByteString data = UnsafeByteOperations.UnsafeWrap(new byte[size]);
        ArrowRows rows = new();
        Message Chunk(int index) =>
            new()
            {
                RowCount = 1,
                ChunkIndex = index,
                NumChunksInBatch = announced,
                Data = data,
            };
        Assert.That(Enumerable.Range(0, kept).Select(index => rows.Add(Chunk(index))), Is.All.False);
        if (kept < 1000)
            Assert.That(() => rows.Add(Chunk(kept)), Throws.TypeOf<ArrowFormatException>());
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

    /// <summary>Reads every value of a stream.</summary>
    public static void Read(byte[] bytes, long count)
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
}
