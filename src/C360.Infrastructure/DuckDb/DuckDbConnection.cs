using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

/// <summary>A session, for one thread at a time; only <see cref="Interrupt"/> and <see cref="Progress"/> may come from another.</summary>
internal sealed class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _handle;
    private int _busy;
    private long _statements;

    internal DuckDbConnection(DatabaseHandle database, ConnectionHandle handle)
    {
        _handle = handle;
        handle.BelongTo(database);
        // Pragmas, because SET is refused on a locked configuration; printing first, or the bar would show.
        Execute("PRAGMA disable_print_progress_bar; PRAGMA enable_progress_bar");
    }

    /// <summary>Per cent done of the running statement; null when there is none or DuckDB does not know.</summary>
    public double? Progress => NativeMethods.QueryProgress(_handle).Percentage is var percent and >= 0 ? percent : null;

    /// <summary>How many statements have begun here; a stream ends when the next one does.</summary>
    internal long Statements => _statements;

    /// <summary>Runs a script, statement after statement; what they return is dropped.</summary>
    public void Execute(string sql, CancellationToken cancellationToken = default)
    {
        ulong count;
        nint statements;
        using (Begin(cancellationToken))
        {
            count = NativeMethods.ExtractStatements(_handle, Checked(sql), out statements);
        }
        try
        {
            if (count == 0 && NativeMethods.Text(NativeMethods.ExtractStatementsError(statements)) is { Length: > 0 } error)
            {
                throw DuckDbException.From(error, cancellationToken);
            }
            for (ulong i = 0; i < count; i++)
            {
                using DuckDbStatement statement = PrepareExtracted(statements, i);
                statement.Execute(cancellationToken).Dispose();
            }
        }
        finally
        {
            NativeMethods.DestroyExtracted(ref statements);
        }
    }

    /// <summary>Runs one statement and holds its whole result; one value for each ? or, in the order of their first mention, each $name.</summary>
    public DuckDbReader Query(string sql, CancellationToken cancellationToken, params ReadOnlySpan<object?> parameters)
    {
        using DuckDbStatement statement = Prepare(sql);
        for (int i = 0; i < parameters.Length; i++)
        {
            statement.Bind(i + 1, parameters[i]);
        }
        return statement.Execute(cancellationToken);
    }

    /// <summary>Reads and checks one statement.</summary>
    public DuckDbStatement Prepare(string sql)
    {
        using EngineCall call = Begin();
        return Statement(NativeMethods.Prepare(_handle, Checked(sql), out StatementHandle statement), statement);
    }

    /// <summary>Stops the running statement; forgotten when none runs.</summary>
    public void Interrupt() => NativeMethods.Interrupt(_handle);

    /// <summary>Ends the session. What still runs is left to end by itself.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Takes the connection for a new statement, which ends a stream that is still open.</summary>
    internal EngineCall Begin(CancellationToken cancellationToken = default)
    {
        EngineCall call = Continue(cancellationToken);
        _statements++;
        return call;
    }

    /// <summary>Takes the connection for more of the present statement.</summary>
    internal EngineCall Continue(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _handle.ThrowIfClosed();
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            throw new InvalidOperationException("The connection is in use by another thread");
        }
        return new EngineCall(this, cancellationToken);
    }

    /// <summary>Lets the next call in.</summary>
    internal void End() => Volatile.Write(ref _busy, 0);

    private DuckDbStatement PrepareExtracted(nint statements, ulong index)
    {
        using EngineCall call = Begin();
        return Statement(NativeMethods.PrepareExtracted(_handle, statements, index, out StatementHandle statement), statement);
    }

    private DuckDbStatement Statement(int state, StatementHandle statement)
    {
        if (state == 0)
        {
            statement.BelongTo(_handle);
            return new DuckDbStatement(this, _handle, statement);
        }
        using (statement)
        {
            throw DuckDbException.From(NativeMethods.Text(NativeMethods.PrepareError(statement)));
        }
    }

    // C ends a text at its first NUL: the rest of the statement would be lost.
    private static string Checked(string sql) =>
        sql.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("A statement has no NUL character", nameof(sql)) : sql;
}
