using System.Diagnostics;
using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark;

/// <summary>Runs statements on Spark, on the snapshot that they name or that is current when they begin: one session for each snapshot.</summary>
/// <param name="snapshots">Leases the snapshot.</param>
/// <param name="cluster">Where the sessions are.</param>
/// <param name="logger">Told of lost sessions.</param>
internal sealed class SparkSqlExecutor(SnapshotStore snapshots, ISparkCluster cluster, ILogger<SparkSqlExecutor> logger) : ISqlExecutor
{
    /// <inheritdoc/>
    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        if (query.On is { } given)
            return await QueryAsync<TRow>(query, given, cancellationToken);
        using SnapshotLease current = snapshots.Lease();
        return await QueryAsync<TRow>(query, current, cancellationToken);
    }

    private async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, SnapshotLease lease, CancellationToken cancellationToken)
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            List<TRow> rows = await RowsAsync<TRow>(Statement(query), lease, isSecond: false, cancellationToken);
            return new SqlResult<TRow>(rows, lease.Snapshot, Stopwatch.GetElapsedTime(start));
        }
        catch (SparkException exception) when (exception.Kind == SparkErrorKind.Unreachable)
        {
            throw new TransientEngineException(exception);
        }
        catch (SparkException exception) when (exception.Kind != SparkErrorKind.Statement)
        {
            throw new EngineUnavailableException(exception);
        }
    }

    /// <summary>A session is lost when the cluster was started anew or the session was idle too long: what only reads may run again on another, once.</summary>
    private async Task<List<TRow>> RowsAsync<TRow>(
        SparkStatement statement,
        SnapshotLease lease,
        bool isSecond,
        CancellationToken cancellationToken
    )
    {
        SnapshotSession open = lease.Resource(folder => new SnapshotSession(cluster, folder));
        ISparkSession? session = null;
        try
        {
            session = await open.OpenAsync(cancellationToken);
            await using ISparkReader reader = await session.QueryAsync(statement, cancellationToken);
            var rows = new List<TRow>();
            while (await reader.ReadAsync())
                rows.Add(RowReader<ISparkReader, TRow>.Read(reader));
            return rows;
        }
        catch (SparkException exception) when (exception.Kind == SparkErrorKind.SessionLost || session is { IsLost: true })
        {
            lease.Discard(open);
            if (isSecond)
                throw;
            logger.LogInformation("The session on Spark for {DataVersion} is lost; another is opened", lease.Snapshot.Version);
        }
        return await RowsAsync<TRow>(statement, lease, isSecond: true, cancellationToken);
    }

    private static SparkStatement Statement(SqlQuery query) =>
        new(query.Text)
        {
            Parameters = query.Parameters,
            Tags = Activity.Current is { } current ? [query.Name, current.TraceId.ToHexString()] : [query.Name],
        };
}
