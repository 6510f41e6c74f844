using System.Diagnostics;
using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;

namespace C360.Infrastructure.DuckDb;

/// <summary>Runs statements on the embedded engine: each on one of its own threads, on the snapshot that it names or that is current when it begins.</summary>
/// <param name="snapshots">Leases the snapshot.</param>
/// <param name="file">Opens it.</param>
/// <param name="threads">Where engine calls may block.</param>
internal sealed class DuckDbSqlExecutor(SnapshotStore snapshots, SnapshotFile file, EngineThreads threads) : ISqlExecutor
{
    /// <inheritdoc/>
    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        bool began = false;
        try
        {
            return await threads.RunAsync(
                () =>
                {
                    began = true;
                    return Query<TRow>(query, cancellationToken);
                },
                cancellationToken
            );
        }
        catch (OperationCanceledException exception) when (!began)
        {
            throw new NeverBegunException(exception);
        }
    }

    private SqlResult<TRow> Query<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        if (query.On is { } given)
            return Query<TRow>(query, given, cancellationToken);
        using SnapshotLease current = snapshots.Lease();
        return Query<TRow>(query, current, cancellationToken);
    }

    private SqlResult<TRow> Query<TRow>(SqlQuery query, SnapshotLease lease, CancellationToken cancellationToken)
    {
        ServedFile? open = null;
        try
        {
            long start = Stopwatch.GetTimestamp();
            open = file.Open(lease);
            DuckDbConnection connection = open.Take();
            List<TRow> rows = Rows<TRow>(connection, query, cancellationToken);
            open.GiveBack(connection);
            return new SqlResult<TRow>(rows, lease.Snapshot, Stopwatch.GetElapsedTime(start));
        }
        catch (DuckDbException exception) when (exception.Kind == DuckDbErrorKind.Io)
        {
            throw new TransientEngineException(exception);
        }
        catch (DuckDbException exception) when (exception.Kind == DuckDbErrorKind.OutOfMemory)
        {
            // It may pass when less runs beside, but not within milliseconds, and other queries may need less.
            throw new EngineUnavailableException(exception);
        }
        catch (DuckDbException exception) when (exception.Kind == DuckDbErrorKind.Fatal && open is not null)
        {
            // An earlier fault of the engine's own broke the instance: on a new one this statement may well succeed.
            lease.Discard(open);
            throw new TransientEngineException(exception);
        }
    }

    /// <summary>Of a statement that failed or was stopped nothing is left: its connection goes with it.</summary>
    private static List<TRow> Rows<TRow>(DuckDbConnection connection, SqlQuery query, CancellationToken cancellationToken)
    {
        try
        {
            using DuckDbStatement statement = connection.Prepare(SqlParameters.ToDollar(query.Text));
            foreach ((string name, object? value) in query.Parameters)
                statement.Bind(name, value);
            using DuckDbReader reader = statement.Execute(cancellationToken);
            var rows = new List<TRow>();
            while (reader.Read())
                rows.Add(RowReader<DuckDbReader, TRow>.Read(reader));
            return rows;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
