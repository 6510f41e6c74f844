using System.Buffers.Binary;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>One message of a stream: a header, and a body that the header describes.</summary>
/// <param name="Type">The type of the header.</param>
/// <param name="Header">The header.</param>
/// <param name="Body">The body.</param>
internal readonly record struct ArrowMessage(byte Type, FlatTable Header, ReadOnlyMemory<byte> Body)
{
    /// <summary>The type of a schema.</summary>
    public const byte Schema = 1;

    /// <summary>The type of a record batch.</summary>
    public const byte RecordBatch = 3;

    /// <summary>The end of the stream.</summary>
    private const byte None = 0;

    /// <summary>Said before the length of a header since Arrow 0.15.</summary>
    private const int Continuation = -1;

    /// <summary>The messages of a stream; it ends with a mark or, as the format allows, with its last byte.</summary>
    public static IEnumerable<ArrowMessage> ReadAll(ReadOnlyMemory<byte> stream)
    {
        while (stream.Length > 0)
        {
            ArrowMessage message = Read(ref stream);
            if (message.Type != None)
                yield return message;
            else if (stream.Length > 0)
                throw new ArrowFormatException("The stream goes on after its end.");
        }
    }

    private static ArrowMessage Read(ref ReadOnlyMemory<byte> stream)
    {
        int length = Int32(Take(ref stream, sizeof(int)));
        if (length == Continuation)
            length = Int32(Take(ref stream, sizeof(int)));
        if (length == 0)
            return new ArrowMessage(None, default, default);

        FlatTable message = FlatTable.Root(Take(ref stream, length));
        // V4 and V5 differ in types that are not read here.
        if (message.Int16(0) is not (3 or 4))
            throw new ArrowFormatException("The stream is of a version that is not read here.");

        byte type = message.Byte(1);
        FlatTable header = message.Table(2) ?? throw new ArrowFormatException("A message has no header.");
        return type is Schema or RecordBatch
            ? new ArrowMessage(type, header, Take(ref stream, message.Int64(3)))
            : throw new ArrowFormatException($"The stream has a message of a type that is not read here, number {type}.");
    }

    private static int Int32(ReadOnlyMemory<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> stream, long length)
    {
        if (length < 0 || length > stream.Length)
            throw new ArrowFormatException("The stream ends in the middle of a message.");

        ReadOnlyMemory<byte> taken = stream[..(int)length];
        stream = stream[(int)length..];
        return taken;
    }
}
