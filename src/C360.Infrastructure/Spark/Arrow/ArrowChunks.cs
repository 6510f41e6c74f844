using Google.Protobuf;
using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>Puts together what came in several messages because it is larger than one may be; since 4.1.</summary>
internal sealed class ArrowChunks
{
    /// <summary>The most that the chunks of one batch may have together. Servers make batches for messages of 128 MB; one large row may make one larger.</summary>
    internal const int LargestBatch = 256 * 1024 * 1024;

    /// <summary>Servers cut a batch into pieces of as much as a message may have: a few. So many are none that a server would send.</summary>
    internal const int MostChunks = 65_536;

    private readonly List<ByteString> chunks = [];
    private int length;
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
        if (count > MostChunks || message.Data.IsEmpty || message.Data.Length > LargestBatch - length)
            throw new ArrowFormatException("The chunks of a batch are too many, too large together, or empty.");

        first ??= message;
        length += message.Data.Length;
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
        byte[] joined = new byte[length];
        int at = 0;
        foreach (ByteString chunk in chunks)
        {
            chunk.Span.CopyTo(joined.AsSpan(at));
            at += chunk.Length;
        }

        (first, length) = (null, 0);
        chunks.Clear();
        return joined;
    }
}
