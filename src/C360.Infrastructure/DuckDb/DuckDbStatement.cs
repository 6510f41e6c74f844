using System.Text;
using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

/// <summary>A prepared statement: bind its parameters, run it, bind again.</summary>
internal sealed class DuckDbStatement : IDisposable
{
    private const int SelectStatement = 1;
    private readonly DuckDbConnection _connection;
    private readonly ConnectionHandle _session;
    private readonly StatementHandle _handle;

    internal DuckDbStatement(DuckDbConnection connection, ConnectionHandle session, StatementHandle handle) =>
        (_connection, _session, _handle) = (connection, session, handle);

    /// <summary>How many parameters it has; a name used twice is one.</summary>
    public int ParameterCount => (int)NativeMethods.ParameterCount(_handle);

    /// <summary>The parameters' names in the order of their places, without the $; a ? has its place as its name.</summary>
    public IReadOnlyList<string> ParameterNames =>
        [
            .. Enumerable
                .Range(1, ParameterCount)
                .Select(place => NativeMethods.OwnText(NativeMethods.ParameterName(_handle, (ulong)place))!),
        ];

    /// <summary>Whether the statement only reads.</summary>
    public bool IsSelect => NativeMethods.StatementType(_handle) == SelectStatement;

    /// <summary>The columns that it would return, found without running it.</summary>
    /// <exception cref="InvalidOperationException">They hang on a parameter whose type DuckDB cannot tell.</exception>
    public IReadOnlyList<DuckDbColumn> Columns
    {
        get
        {
            DuckDbColumn[] columns = [.. Enumerable.Range(0, (int)NativeMethods.StatementColumnCount(_handle)).Select(Column)];
            return columns is [{ Type: DuckDbType.Invalid }]
                ? throw new InvalidOperationException(
                    "The columns hang on a parameter of unknown type: cast it in the SQL, or run the statement"
                )
                : columns;
        }
    }

    /// <summary>Binds the parameter written $name.</summary>
    /// <exception cref="ArgumentException">The statement has no such parameter, or the value is of a type that cannot be bound.</exception>
    public void Bind(string name, object? value)
    {
        if (NativeMethods.BindParameterIndex(_handle, out ulong place, name) != 0)
        {
            throw new ArgumentException($"The statement has no parameter named {name}", nameof(name));
        }
        Bind((int)place, value);
    }

    /// <summary>Binds the parameter at this place, counted from 1.</summary>
    /// <exception cref="ArgumentException">The value is of a type that cannot be bound.</exception>
    public void Bind(int place, object? value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(place, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(place, ParameterCount);
        ulong at = (ulong)place;
        int state = value switch
        {
            null => NativeMethods.BindNull(_handle, at),
            bool x => NativeMethods.BindBoolean(_handle, at, x),
            int x => NativeMethods.BindInt32(_handle, at, x),
            long x => NativeMethods.BindInt64(_handle, at, x),
            double x => NativeMethods.BindDouble(_handle, at, x),
            decimal x => NativeMethods.BindDecimal(_handle, at, new NativeDecimal(x)),
            string x when Encoding.UTF8.GetBytes(x) is var utf8 => NativeMethods.BindVarchar(_handle, at, utf8, (ulong)utf8.Length),
            DateOnly x => NativeMethods.BindDate(_handle, at, EpochTime.Days(x)),
            DateTime x => NativeMethods.BindTimestamp(_handle, at, EpochTime.Microseconds(x)),
            DateTimeOffset x => NativeMethods.BindTimestampTz(_handle, at, EpochTime.Microseconds(x.UtcDateTime)),
            _ => throw new ArgumentException($"A parameter cannot be a {value.GetType().Name}", nameof(value)),
        };
        if (state != 0)
        {
            throw DuckDbException.From(NativeMethods.Text(NativeMethods.PrepareError(_handle)));
        }
    }

    /// <summary>Runs the statement on this thread to its end and holds the whole result.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the engine has stopped.</exception>
    public DuckDbReader Execute(CancellationToken cancellationToken = default)
    {
        _handle.ThrowIfClosed();
        using EngineCall call = _connection.Begin(cancellationToken);
        var result = new ResultHandle(_session);
        return Reader(NativeMethods.ExecutePrepared(_handle, result), result, streaming: false, cancellationToken);
    }

    /// <summary>Runs the statement while its rows are read, for results of any size. The next statement on the connection ends it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the engine has stopped.</exception>
    public DuckDbReader Stream(CancellationToken cancellationToken = default)
    {
        _handle.ThrowIfClosed();
        using EngineCall call = _connection.Begin(cancellationToken);
        int state = NativeMethods.PendingStreaming(_handle, out nint pending);
        try
        {
            if (state != 0)
            {
                throw DuckDbException.From(NativeMethods.Text(NativeMethods.PendingError(pending)), cancellationToken);
            }
            var result = new ResultHandle(_session);
            return Reader(NativeMethods.ExecutePending(pending, result), result, streaming: true, cancellationToken);
        }
        finally
        {
            NativeMethods.DestroyPending(ref pending);
        }
    }

    /// <summary>Lets the statement go; readers of its results stay.</summary>
    public void Dispose() => _handle.Dispose();

    private DuckDbReader Reader(int state, ResultHandle result, bool streaming, CancellationToken cancellationToken)
    {
        if (state == 0)
        {
            return new DuckDbReader(_connection, result, streaming, cancellationToken);
        }
        using (result)
        {
            throw DuckDbException.From(NativeMethods.Text(NativeMethods.ResultError(result)), cancellationToken);
        }
    }

    private DuckDbColumn Column(int i) =>
        DuckDbColumn.From(
            NativeMethods.OwnText(NativeMethods.StatementColumnName(_handle, (ulong)i))!,
            NativeMethods.StatementColumnType(_handle, (ulong)i)
        );
}
