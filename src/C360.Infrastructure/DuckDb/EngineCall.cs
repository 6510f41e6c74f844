namespace C360.Infrastructure.DuckDb;

/// <summary>A call into the engine: while it lasts, its connection refuses others, and a cancelled token interrupts it.</summary>
internal readonly ref struct EngineCall
{
    private readonly DuckDbConnection _connection;
    private readonly Interruption? _interruption;

    /// <summary>Begins the call; the connection has been taken.</summary>
    public EngineCall(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _interruption = cancellationToken.CanBeCanceled ? new Interruption(connection, cancellationToken) : null;
    }

    /// <summary>Ends the call: no interrupt comes after it.</summary>
    public void Dispose()
    {
        _interruption?.Dispose();
        _connection.End();
    }
}
