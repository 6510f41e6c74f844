using C360.Infrastructure.Spark;

namespace C360.Spark.Tests.Emulation;

/// <summary>A result that is there as a whole.</summary>
/// <param name="columns">Its columns.</param>
/// <param name="rows">Its rows: each value null or of the type that its getter returns.</param>
internal sealed class MemoryReader(IReadOnlyList<SparkColumn> columns, IReadOnlyList<object?[]> rows) : ISparkReader
{
    private int _row = -1;

    /// <inheritdoc/>
    public IReadOnlyList<SparkColumn> Columns => columns;

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync() => ValueTask.FromResult(++_row < rows.Count);

    /// <inheritdoc/>
    public bool IsNull(int column) => Value(column) is null;

    /// <inheritdoc/>
    public bool Boolean(int column) => Given<bool>(column);

    /// <inheritdoc/>
    public int Int32(int column) => Given<int>(column);

    /// <inheritdoc/>
    public long Int64(int column) =>
        Value(column) switch
        {
            int small => small,
            // DuckDB's sums of whole numbers; Spark's are BIGINT.
            decimal whole when whole == (long)whole => (long)whole,
            _ => Given<long>(column),
        };

    /// <inheritdoc/>
    public double Double(int column) => Value(column) is int small ? small : Given<double>(column);

    /// <inheritdoc/>
    public decimal Decimal(int column) =>
        Value(column) switch
        {
            int small => small,
            long whole => whole,
            _ => Given<decimal>(column),
        };

    /// <inheritdoc/>
    public string String(int column) => Given<string>(column);

    /// <inheritdoc/>
    public DateOnly Date(int column) => Given<DateOnly>(column);

    /// <inheritdoc/>
    public DateTime Timestamp(int column) => Given<DateTime>(column);

    /// <inheritdoc/>
    public object? Value(int column) => rows[_row][column];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private T Given<T>(int column) =>
        Value(column) is T value
            ? value
            : throw new InvalidCastException($"Column {columns[column].Name} is {columns[column].Type}, which is no {typeof(T).Name}");
}
