using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>The rows of an execution, batch by batch: one is held at a time.</summary>
internal sealed class SparkConnectReader : ISparkReader
{
    private readonly Execution _execution;
    private readonly Func<ValueTask> _end;
    private readonly ArrowRows _rows = new();
    private IReadOnlyList<SparkColumn>? _columns;
    private bool _complete;

    private SparkConnectReader(Execution execution, Func<ValueTask> end) => (_execution, _end) = (execution, end);

    /// <inheritdoc/>
    public IReadOnlyList<SparkColumn> Columns => _columns!;

    /// <summary>Begins an execution and reads it up to its columns.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="end">Ends it.</param>
    /// <exception cref="SparkException">It failed.</exception>
    public static async Task<SparkConnectReader> OpenAsync(Execution execution, Func<ValueTask> end)
    {
        SparkConnectReader reader = new(execution, end);
        try
        {
            while (reader._columns is null)
                await reader.ReadMoreAsync();
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync()
    {
        while (!_rows.Read())
        {
            if (_complete)
                return false;
            await ReadMoreAsync();
        }
        return true;
    }

    /// <inheritdoc/>
    public bool IsNull(int column) => _rows.IsNull(column);

    /// <inheritdoc/>
    public bool Boolean(int column) => _rows.Boolean(column);

    /// <inheritdoc/>
    public int Int32(int column) => _rows.Int32(column);

    /// <inheritdoc/>
    public long Int64(int column) => _rows.Int64(column);

    /// <inheritdoc/>
    public double Double(int column) => _rows.Double(column);

    /// <inheritdoc/>
    public decimal Decimal(int column) => _rows.Decimal(column);

    /// <inheritdoc/>
    public string String(int column) => _rows.String(column);

    /// <inheritdoc/>
    public DateOnly Date(int column) => _rows.Date(column);

    /// <inheritdoc/>
    public DateTime Timestamp(int column) => _rows.Timestamp(column);

    /// <inheritdoc/>
    public object? Value(int column) => _rows.Value(column);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _end();

    private async ValueTask ReadMoreAsync()
    {
        ExecutePlanResponse? response = await _execution.NextAsync();
        try
        {
            if (response is null)
                End();
            else
                Take(response);
        }
        catch (ArrowFormatException exception)
        {
            await DisposeAsync();
            throw new SparkException(SparkErrorKind.Protocol, exception.Message, exception);
        }
    }

    private void Take(ExecutePlanResponse response)
    {
        if (response.Schema?.Struct is { } schema)
            _columns ??= [.. schema.Fields.Select(field => new SparkColumn(field.Name, SparkTypeName.Of(field.DataType)))];
        if (response.ArrowBatch is not { } batch)
            return;
        if (batch.NumChunksInBatch > 1)
            batch.Data = ByteString.CopyFrom(batch.Data.Span); // kept until its last chunk is there; a response is only good until the next
        if (!_rows.Add(batch))
            return;
        _columns ??= _rows.Columns;
        if (_columns.Count != _rows.Columns.Count)
            throw new ArrowFormatException("The rows have other columns than the result.");
    }

    private void End()
    {
        _rows.End();
        _complete = true;
        if (_columns is null)
            throw new ArrowFormatException("The result has no columns.");
    }
}
