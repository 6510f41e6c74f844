using Google.Protobuf;
using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>Puts together what came in several messages because it is larger than one may be; since 4.1.</summary>
internal sealed class ArrowChunks
{
    private readonly List<ByteString> chunks = [];
    private Message? first;

    /// <summary>Whether some are missing.</summary>
    public bool AreMissing => first is not null;

    /// <summary>Takes a message.</summary>
    /// <param name="message">A chunk, or a whole.</param>
    /// <returns>The whole stream, when this completes it; of a message that is a whole, its own bytes.</returns>
    public ReadOnlyMemory<byte>? Add(Message message)
    {
        if (message.HasChunkIndex != message.HasNumChunksInBatch)
            throw new ArrowFormatException("A chunk does not say which of how many it is.");

        (long index, long count) = message.HasChunkIndex ? (message.ChunkIndex, message.NumChunksInBatch) : (0, 1);
        if (index != chunks.Count || index >= count || !IsLike(first ?? message, message))
            throw new ArrowFormatException("The chunks of a batch are out of order.");
        if (count == 1)
            return message.Data.Memory;

        first ??= message;
        chunks.Add(message.Data);
        if (chunks.Count < count)
            return null;
        return Joined();
    }

    private static bool IsLike(Message one, Message other) =>
        (one.RowCount, one.HasStartOffset, one.StartOffset, one.HasChunkIndex, one.NumChunksInBatch)
        == (other.RowCount, other.HasStartOffset, other.StartOffset, other.HasChunkIndex, other.NumChunksInBatch);

    private byte[] Joined()
    {
        long length = chunks.Sum(chunk => (long)chunk.Length);
        if (length > Array.MaxLength)
            throw new ArrowFormatException("The chunks of a batch are too large together.");

        byte[] joined = new byte[length];
        int at = 0;
        foreach (ByteString chunk in chunks)
        {
            chunk.Span.CopyTo(joined.AsSpan(at));
            at += chunk.Length;
        }

        first = null;
        chunks.Clear();
        return joined;
    }
}
