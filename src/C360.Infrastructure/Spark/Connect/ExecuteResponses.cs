using System.Runtime.InteropServices;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;
using ArrowBatch = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;
using ResponseCase = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.ResponseTypeOneofCase;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// Reads responses without a copy of their batches: protobuf copies every <c>bytes</c> field, and a batch may have 128 MB. So a batch's bytes are cut out,
/// the rest is left to protobuf, and the message's data points into what was received.
/// </summary>
internal static class ExecuteResponses
{
    private const uint Delimited = 2;

    /// <summary>Below this a copy costs less than the search.</summary>
    private const int Small = 4096;

    /// <summary>Reads a response.</summary>
    /// <param name="bytes">The message; the batch in it is good as long as they are.</param>
    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    public static ExecutePlanResponse Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Small || Find(bytes, ExecutePlanResponse.ArrowBatchFieldNumber) is not { } field)
            return ExecutePlanResponse.Parser.ParseFrom(bytes.Span);

        ReadOnlyMemory<byte> batchBytes = bytes[field.Value];
        ExecutePlanResponse response = ExecutePlanResponse.Parser.ParseFrom(Without(bytes, field));
        // Fields that come twice are allowed by protobuf, and sent by nobody: it may have them.
        if (response.ResponseTypeCase != ResponseCase.None || Find(batchBytes, ArrowBatch.DataFieldNumber) is not { } data)
            return ExecutePlanResponse.Parser.ParseFrom(bytes.Span);

        ArrowBatch batch = ArrowBatch.Parser.ParseFrom(Without(batchBytes, data));
        if (batch.Data.Length > 0)
            return ExecutePlanResponse.Parser.ParseFrom(bytes.Span);
        batch.Data = UnsafeByteOperations.UnsafeWrap(batchBytes[data.Value]);
        response.ArrowBatch = batch;
        return response;
    }

    /// <summary>The first field of this number that has a length; null when there is none.</summary>
    private static Field? Find(ReadOnlyMemory<byte> message, uint number)
    {
        MemoryMarshal.TryGetArray(message, out ArraySegment<byte> segment);
        using CodedInputStream input = new(segment.Array ?? [], segment.Offset, segment.Count);
        while (true)
        {
            int start = (int)input.Position - segment.Offset;
            uint tag = input.ReadTag();
            if (tag == 0)
                return null;
            if (tag != ((number << 3) | Delimited))
            {
                input.SkipLastField();
                continue;
            }
            int length = input.ReadLength();
            int value = (int)input.Position - segment.Offset;
            return length >= 0 && length <= segment.Count - value ? new Field(start, value..(value + length)) : null;
        }
    }

    private static byte[] Without(ReadOnlyMemory<byte> message, Field field) =>
        [.. message.Span[..field.Start], .. message.Span[field.Value.End.Value..]];

    /// <summary>Where a field begins, with its tag, and where its value is.</summary>
    private readonly record struct Field(int Start, Range Value);
}
