using Message = C360.Infrastructure.Spark.Protocol.ExecutePlanResponse.Types.ArrowBatch;

namespace C360.Infrastructure.Spark.Arrow;

/// <summary>
/// The rows of a result, out of its messages: <see cref="Add"/> one, <see cref="Read"/> until there are no more, and <see cref="End"/> when the server
/// has said that the result is complete. The last message's bytes are read in place; nothing else is kept.
/// </summary>
internal sealed class ArrowRows
{
    private readonly ArrowChunks chunks = new();
    private readonly Queue<ArrowBatch> batches = [];
    private ArrowField[]? schema;
    private ArrowBatch batch = ArrowBatch.Empty;
    private int row = -1;

    /// <summary>The columns; none before the first message. Every result has one, also without rows.</summary>
    public IReadOnlyList<SparkColumn> Columns { get; private set; } = [];

    /// <summary>How many rows have come.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the next message of the result, after the rows of the one before have been read.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether rows can be read; false while chunks are missing.</returns>
    /// <exception cref="ArrowFormatException">The message is damaged, or not the next one.</exception>
    public bool Add(Message message)
    {
        if (batches.Count > 0 || row + 1 < batch.Length)
            throw new InvalidOperationException("There are rows to be read yet.");
        if (message.RowCount < 0 || (message.HasStartOffset && message.StartOffset != Count))
            throw new ArrowFormatException($"The rows after {Count} are missing, or came twice.");
        if (chunks.Add(message) is not { } stream)
            return false;

        (ArrowField[] fields, IReadOnlyList<ArrowBatch> read) = ArrowBatch.ReadAll(stream);
        if (schema?.SequenceEqual(fields) == false)
            throw new ArrowFormatException("The columns changed within the result.");
        if (read.Sum(one => (long)one.Length) != message.RowCount)
            throw new ArrowFormatException("A message has another number of rows than it says.");

        if (schema is null)
            (schema, Columns) = (fields, Array.ConvertAll(fields, field => new SparkColumn(field.Name, field.SparkType)));
        foreach (ArrowBatch one in read)
            batches.Enqueue(one);
        Count += message.RowCount;
        return true;
    }

    /// <summary>Goes to the next row that has come.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        while (++row >= batch.Length)
        {
            if (!batches.TryDequeue(out ArrowBatch? next))
            {
                (batch, row) = (ArrowBatch.Empty, -1);
                return false;
            }

            (batch, row) = (next, -1);
        }

        return true;
    }

    /// <summary>The result is complete.</summary>
    /// <exception cref="ArrowFormatException">It is not.</exception>
    public void End()
    {
        if (chunks.AreMissing)
            throw new ArrowFormatException("The result ends in the middle of a batch.");
    }

    /// <inheritdoc cref="ISparkReader.IsNull"/>
    public bool IsNull(int column) => At(column).IsNull(row);

    /// <inheritdoc cref="ISparkReader.Boolean"/>
    public bool Boolean(int column) => At(column).Boolean(row);

    /// <inheritdoc cref="ISparkReader.Int32"/>
    public int Int32(int column) => At(column).Int32(row);

    /// <inheritdoc cref="ISparkReader.Int64"/>
    public long Int64(int column) => At(column).Int64(row);

    /// <inheritdoc cref="ISparkReader.Double"/>
    public double Double(int column) => At(column).Double(row);

    /// <inheritdoc cref="ISparkReader.Decimal"/>
    public decimal Decimal(int column) => At(column).Decimal(row);

    /// <inheritdoc cref="ISparkReader.String"/>
    public string String(int column) => At(column).String(row);

    /// <inheritdoc cref="ISparkReader.Date"/>
    public DateOnly Date(int column) => At(column).Date(row);

    /// <inheritdoc cref="ISparkReader.Timestamp"/>
    public DateTime Timestamp(int column) => At(column).Timestamp(row);

    /// <inheritdoc cref="ISparkReader.Value"/>
    public object? Value(int column) => At(column).Value(row);

    private ArrowColumn At(int column) =>
        row >= 0 ? batch.Columns[column] : throw new InvalidOperationException("There is no current row.");
}
