using System.Buffers.Binary;
using Google.Protobuf;

namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>A message on the wire: a byte for compression, four for its length, the message.</summary>
internal static class GrpcFrame
{
    /// <summary>How many bytes come before the message.</summary>
    public const int PrefixLength = 5;

    /// <summary>Writes a message.</summary>
    /// <exception cref="GrpcException">It is larger than the limit.</exception>
    public static byte[] Of(IMessage message, int maxSize)
    {
        int size = message.CalculateSize();
        if (size > maxSize)
            throw TooLarge("The request", (uint)size, maxSize);

        byte[] frame = new byte[PrefixLength + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        message.WriteTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>The length that a prefix tells, before anything is allocated for it.</summary>
    /// <exception cref="GrpcException">It is larger than the limit, or the message is compressed, which we did not ask for.</exception>
    public static int LengthOf(ReadOnlySpan<byte> prefix, int maxSize)
    {
        if (prefix[0] != 0)
            throw new GrpcException(GrpcStatus.Internal, "A message is compressed, though none may be");
        uint size = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return size <= (uint)maxSize ? (int)size : throw TooLarge("The answer", size, maxSize);
    }

    private static GrpcException TooLarge(string what, uint size, int maxSize) =>
        new(GrpcStatus.ResourceExhausted, $"{what} has a message of {size} bytes; grpc_max_message_size is {maxSize}");
}
