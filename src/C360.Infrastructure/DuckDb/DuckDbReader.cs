using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

/// <summary>
/// The rows of a result, read chunk by chunk straight from DuckDB's memory. For one thread at a time. Getters want a current row and a value that
/// is not null; they widen where nothing can be lost, and refuse other types: cast those in the SQL.
/// </summary>
internal sealed class DuckDbReader : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ResultHandle _result;
    private readonly CancellationToken _cancellationToken;
    private readonly DuckDbVector[] _columns;
    private readonly long? _stream;
    private long _row = -1;
    private long _size;
    private bool _ended;

    internal DuckDbReader(DuckDbConnection connection, ResultHandle result, bool streaming, CancellationToken cancellationToken)
    {
        (_connection, _result, _cancellationToken) = (connection, result, cancellationToken);
        _stream = streaming ? connection.Statements : null;
        _columns = new DuckDbVector[NativeMethods.ColumnCount(result)];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new DuckDbVector(result, (ulong)i);
        }
    }

    /// <summary>How many columns there are.</summary>
    public int FieldCount => _columns.Length;

    /// <summary>The columns.</summary>
    public IReadOnlyList<DuckDbColumn> Columns => [.. _columns.Select(column => column.Definition)];

    /// <summary>How many rows an INSERT, UPDATE or DELETE has changed.</summary>
    public long RowsChanged => (long)NativeMethods.RowsChanged(_result);

    /// <summary>A column's name.</summary>
    public string Name(int column) => Column(column).Definition.Name;

    /// <summary>A column's type.</summary>
    public DuckDbType Type(int column) => Column(column).Definition.Type;

    /// <summary>Goes to the next row, at first to the first.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="OperationCanceledException">The token that the statement was run with has been cancelled.</exception>
    /// <exception cref="InvalidOperationException">Another statement on the connection has ended this stream.</exception>
    public bool Read() => ++_row < _size || NextChunk();

    /// <summary>Whether the value is null.</summary>
    public bool IsNull(int column) => Current(column).IsNull(_row);

    /// <summary>The value of a BOOLEAN.</summary>
    public bool Boolean(int column) => Current(column).Boolean(_row);

    /// <summary>The value of an INTEGER or smaller.</summary>
    public int Int32(int column) => Current(column).Int32(_row);

    /// <summary>The value of any integer; a larger one that does not fit is an <see cref="OverflowException"/>.</summary>
    public long Int64(int column) => Current(column).Int64(_row);

    /// <summary>The value of a DOUBLE, FLOAT, INTEGER or smaller.</summary>
    public double Double(int column) => Current(column).Double(_row);

    /// <summary>The value of a DECIMAL or any integer; one that does not fit is an <see cref="OverflowException"/>.</summary>
    public decimal Decimal(int column) => Current(column).Decimal(_row);

    /// <summary>The value of a VARCHAR.</summary>
    public string String(int column) => Current(column).String(_row);

    /// <summary>The value of a DATE; infinity is an <see cref="OverflowException"/>.</summary>
    public DateOnly Date(int column) => Current(column).Date(_row);

    /// <summary>The value of a TIMESTAMP, with a zone or without, as UTC; infinity is an <see cref="OverflowException"/>.</summary>
    public DateTime Timestamp(int column) => Current(column).Timestamp(_row);

    /// <summary>The value of any type that the other getters read, or null.</summary>
    public object? Value(int column) => Current(column).Value(_row);

    /// <summary>Gives the result's memory back.</summary>
    public void Dispose()
    {
        (_row, _size) = (0, 0);
        _result.Dispose();
    }

    private bool NextChunk()
    {
        (_row, _size) = (0, 0);
        _result.ThrowIfClosed();
        if (_ended)
        {
            return false;
        }
        using EngineCall call = _connection.Continue(_cancellationToken);
        if (_stream is { } stream && stream != _connection.Statements)
        {
            throw new InvalidOperationException("Another statement on this connection has ended the stream; read it to its end first");
        }
        nint chunk = _result.NextChunk();
        _size = (long)NativeMethods.ChunkSize(chunk);
        if (_size == 0)
        {
            _ended = true;
            ThrowIfFailed();
            return false;
        }
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Attach(NativeMethods.ChunkVector(chunk, (ulong)i));
        }
        return true;
    }

    private void ThrowIfFailed()
    {
        if (NativeMethods.Text(NativeMethods.ResultError(_result)) is { Length: > 0 } error)
        {
            throw DuckDbException.From(error, _cancellationToken);
        }
    }

    // Outside a row the memory is not there to be read: without this check the process would die.
    private DuckDbVector Current(int column)
    {
        if ((ulong)_row >= (ulong)_size)
        {
            ObjectDisposedException.ThrowIf(_result.IsDisposed, this);
            throw new InvalidOperationException("There is no row to read from: Read has not been called, or has returned false");
        }
        return Column(column);
    }

    private DuckDbVector Column(int column) =>
        (uint)column < (uint)_columns.Length
            ? _columns[column]
            : throw new ArgumentOutOfRangeException(nameof(column), column, $"The result has {_columns.Length} columns, counted from 0");
}
