namespace C360.Infrastructure.Spark;

/// <summary>
/// The rows of a result, of any size in bounded memory. For one reader at a time. Getters want a current row and a value that is not null; they widen
/// where nothing can be lost, and refuse other types with an <see cref="InvalidCastException"/>: cast those in the SQL.
/// </summary>
internal interface ISparkReader : IAsyncDisposable
{
    /// <summary>The columns.</summary>
    IReadOnlyList<SparkColumn> Columns { get; }

    /// <summary>Goes to the next row, at first to the first.</summary>
    /// <returns>Whether there is one: false only when the server has said that the result is complete.</returns>
    /// <exception cref="SparkException">The statement failed, or the cluster did: what was read so far is not the result.</exception>
    /// <exception cref="OperationCanceledException">The statement was cancelled, and interrupted on the cluster.</exception>
    ValueTask<bool> ReadAsync();

    /// <summary>Whether the value is null.</summary>
    bool IsNull(int column);

    /// <summary>The value of a BOOLEAN.</summary>
    bool Boolean(int column);

    /// <summary>The value of an INT or smaller.</summary>
    int Int32(int column);

    /// <summary>The value of any integer.</summary>
    long Int64(int column);

    /// <summary>The value of a DOUBLE, FLOAT, INT or smaller.</summary>
    double Double(int column);

    /// <summary>The value of a DECIMAL, with its places, or of any integer; one that does not fit is an <see cref="OverflowException"/>.</summary>
    decimal Decimal(int column);

    /// <summary>The value of a STRING.</summary>
    string String(int column);

    /// <summary>The value of a DATE; one outside the years 1 to 9999 is an <see cref="OverflowException"/>.</summary>
    DateOnly Date(int column);

    /// <summary>The value of a TIMESTAMP, with a zone or without, as UTC; one outside the years 1 to 9999 is an <see cref="OverflowException"/>.</summary>
    DateTime Timestamp(int column);

    /// <summary>The value of any type, or null; lists, maps and structures as lists and dictionaries.</summary>
    object? Value(int column);
}
