namespace C360.Infrastructure.Spark.Arrow;

/// <summary>The rows of a record batch, column by column, where they came.</summary>
/// <param name="Length">How many.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ArrowBatch(int Length, ArrowColumn[] Columns)
{
    /// <summary>Nothing.</summary>
    public static readonly ArrowBatch Empty = new(0, []);

    /// <summary>Reads a whole stream: a schema, then any number of record batches.</summary>
    /// <param name="stream">The stream; the columns go on using its bytes.</param>
    public static (ArrowField[] Schema, IReadOnlyList<ArrowBatch> Batches) ReadAll(ReadOnlyMemory<byte> stream)
    {
        ArrowField[]? schema = null;
        List<ArrowBatch> batches = [];
        foreach (ArrowMessage message in ArrowMessage.ReadAll(stream))
        {
            if (message.Type == ArrowMessage.RecordBatch)
                batches.Add(Read(schema ?? throw new ArrowFormatException("The stream does not begin with a schema."), message));
            else if (schema is null)
                schema = ArrowSchema.Read(message.Header);
            else
                throw new ArrowFormatException("The stream has two schemas.");
        }

        return (schema ?? throw new ArrowFormatException("The stream has no schema."), batches);
    }

    private static ArrowBatch Read(ArrowField[] schema, ArrowMessage message)
    {
        if (message.Header.Table(3) is not null)
            throw new ArrowFormatException("The stream is compressed: spark.sql.execution.arrow.compression.codec must be none.");
        if (message.Header.Count(4, sizeof(long)) > 0)
            throw new ArrowFormatException("The stream has columns of several buffers.");

        long length = message.Header.Int64(0);
        ArrowBatchLayout layout = new(message.Header, message.Body);
        ArrowColumn[] columns = Array.ConvertAll(schema, field => new ArrowColumn(field, layout));
        layout.End();
        return length is >= 0 and <= int.MaxValue && Array.TrueForAll(columns, column => column.Length == length)
            ? new ArrowBatch((int)length, columns)
            : throw new ArrowFormatException("The columns of a record batch differ in length.");
    }
}
