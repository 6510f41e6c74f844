using System.Collections.Concurrent;

namespace C360.Infrastructure.DuckDb;

/// <summary>An open snapshot file and the connections to it that nobody uses now: to connect anew costs as much as a small query.</summary>
/// <param name="database">The file, open.</param>
internal sealed class ServedFile(DuckDbDatabase database) : IDisposable
{
    private readonly ConcurrentBag<DuckDbConnection> _idle = [];

    /// <summary>Takes a connection; give it back after a statement that went well, dispose of it after one that did not.</summary>
    public DuckDbConnection Take() => _idle.TryTake(out DuckDbConnection? connection) ? connection : database.Connect();

    /// <summary>Gives a connection back for the next statement.</summary>
    /// <param name="connection">The connection, with nothing open on it.</param>
    public void GiveBack(DuckDbConnection connection) => _idle.Add(connection);

    /// <summary>Closes the file; the last statement on it has ended.</summary>
    public void Dispose()
    {
        foreach (DuckDbConnection connection in _idle)
            connection.Dispose();
        database.Dispose();
    }
}
