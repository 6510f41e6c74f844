namespace C360.Infrastructure.Spark.Arrow;

/// <summary>Hands out the lengths and buffers of a record batch, in the order in which the columns take them.</summary>
/// <param name="batch">The header of the record batch.</param>
/// <param name="body">Its body.</param>
internal sealed class ArrowBatchLayout(FlatTable batch, ReadOnlyMemory<byte> body)
{
    private const int Nodes = 1;
    private const int Buffers = 2;
    private const int Pair = 16;
    private const int Alignment = 8;

    /// <summary>As many values inside of lists may take no bytes at all, besides one for each byte that is there.</summary>
    private const int MostWithoutBytes = 1_000_000;

    private int node;
    private int buffer;
    private long used;
    private long withoutBytes;

    /// <summary>The rows of the next column, and how many of them are null.</summary>
    public (int Length, int Nulls) NextNode()
    {
        (long length, long nulls) = batch.PairAt(Nodes, node++);
        return length is >= 0 and <= int.MaxValue && nulls >= 0 && nulls <= length
            ? ((int)length, (int)nulls)
            : throw new ArrowFormatException("A column has a length that cannot be.");
    }

    /// <summary>The next buffer. They follow each other, so that the work on all of them is bounded by the body's length.</summary>
    public ReadOnlyMemory<byte> NextBuffer()
    {
        (long offset, long length) = batch.PairAt(Buffers, buffer++);
        if (length == 0)
            return default;
        if (offset < used || offset % Alignment != 0 || length < 0 || length > body.Length - offset)
            throw new ArrowFormatException("A buffer is not where it can be.");

        used = offset + length;
        return body.Slice((int)offset, (int)length);
    }

    /// <summary>Notes values that take no bytes, so that a list of them is not made of a number alone.</summary>
    public void CountWithoutBytes(int values)
    {
        withoutBytes += values;
        if (withoutBytes > body.Length + MostWithoutBytes)
            throw new ArrowFormatException("The lists of a record batch have more values than bytes.");
    }

    /// <summary>Complains when something is left over.</summary>
    public void End()
    {
        if (node != batch.Count(Nodes, Pair) || buffer != batch.Count(Buffers, Pair))
            throw new ArrowFormatException("A record batch has more than its schema says.");
    }
}
