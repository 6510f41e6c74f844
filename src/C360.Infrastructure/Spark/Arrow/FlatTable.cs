using System.Buffers.Binary;
using System.Text;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>A table of a FlatBuffers message, its fields read by their numbers. Nothing that the bytes say is believed before it is within them.</summary>
/// <param name="message">The whole message.</param>
/// <param name="position">Where in it the table begins.</param>
internal readonly struct FlatTable(ReadOnlyMemory<byte> message, long position)
{
    /// <summary>The table that a message begins with.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> message) => new FlatTable(message, 0).Referred(0);

    /// <summary>Bytes of the whole message.</summary>
    public int MessageLength => message.Length;

    /// <summary>A field of 8 bits.</summary>
    public byte Byte(int field, byte otherwise = 0) => At(field) is { } at ? Slice(at, 1)[0] : otherwise;

    /// <summary>A field of 16 bits.</summary>
    public short Int16(int field, short otherwise = 0) =>
        At(field) is { } at ? BinaryPrimitives.ReadInt16LittleEndian(Slice(at, sizeof(short))) : otherwise;

    /// <summary>A field of 32 bits.</summary>
    public int Int32(int field, int otherwise = 0) => At(field) is { } at ? Int32At(at) : otherwise;

    /// <summary>A field of 64 bits.</summary>
    public long Int64(int field) => At(field) is { } at ? Int64At(at) : 0;

    /// <summary>A field that is a table; null when it is not there.</summary>
    public FlatTable? Table(int field) => At(field) is { } at ? Referred(at) : null;

    /// <summary>A field that is text; null when it is not there.</summary>
    public string? Text(int field)
    {
        if (At(field) is not { } at)
            return null;

        long start = at + UInt32At(at);
        return Encoding.UTF8.GetString(Slice(start + sizeof(uint), UInt32At(start)));
    }

    /// <summary>How many elements a field has that is a vector of tables or, with 16 bytes each, of pairs.</summary>
    public int Count(int field, int width = sizeof(uint))
    {
        if (At(field) is not { } at)
            return 0;

        long start = at + UInt32At(at);
        uint count = UInt32At(start);
        Slice(start + sizeof(uint), (long)count * width);
        return (int)count;
    }

    /// <summary>An element of a vector of tables.</summary>
    public FlatTable TableAt(int field, int index) => Referred(Element(field, index, sizeof(uint)));

    /// <summary>An element of a vector of pairs of numbers.</summary>
    public (long First, long Second) PairAt(int field, int index)
    {
        long at = Element(field, index, 2 * sizeof(long));
        return (Int64At(at), Int64At(at + sizeof(long)));
    }

    private long Element(int field, int index, int width) =>
        index < Count(field, width) && At(field) is { } at
            ? at + UInt32At(at) + sizeof(uint) + ((long)index * width)
            : throw new ArrowFormatException("A message has fewer elements than its schema says.");

    private FlatTable Referred(long at) => new(message, at + UInt32At(at));

    /// <summary>Where a field is; null when it has its default value.</summary>
    private long? At(int field)
    {
        long index = position - Int32At(position);
        int entry = sizeof(ushort) * (2 + field);
        if (entry + sizeof(ushort) > UInt16At(index))
            return null;

        int offset = UInt16At(index + entry);
        return offset == 0 ? null : position + offset;
    }

    private ushort UInt16At(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, sizeof(ushort)));

    private int Int32At(long at) => BinaryPrimitives.ReadInt32LittleEndian(Slice(at, sizeof(int)));

    private uint UInt32At(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, sizeof(uint)));

    private long Int64At(long at) => BinaryPrimitives.ReadInt64LittleEndian(Slice(at, sizeof(long)));

    private ReadOnlySpan<byte> Slice(long at, long length) =>
        at >= 0 && at <= message.Length - length
            ? message.Span.Slice((int)at, (int)length)
            : throw new ArrowFormatException("A message points outside of itself.");
}
