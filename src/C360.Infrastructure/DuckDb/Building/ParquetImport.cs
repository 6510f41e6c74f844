using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Views;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline.Building;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>Makes the database file that is served of Parquet that another engine has written: the same tables, columns and order as a build of its own.</summary>
/// <param name="resources">The memory, threads and temporary folder of the engine.</param>
internal sealed class ParquetImport(DuckDbSettings resources)
{
    /// <summary>Makes it.</summary>
    /// <param name="folder">The folder of the build.</param>
    /// <param name="rows">How many rows each table must have.</param>
    /// <param name="folderOf">The folder of a table's files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Samples of the rejected rows, by source.</returns>
    /// <exception cref="RefreshFailedException">There are other rows than were written, they cannot be read, or a view is not what it must be.</exception>
    public async Task<ILookup<string, RejectedSample>> RunAsync(
        string folder,
        IReadOnlyDictionary<string, long> rows,
        Func<string, string> folderOf,
        CancellationToken cancellationToken
    )
    {
        using var thread = new EngineThreads(1, "C360 import", giveWay: true);
        return await thread.RunAsync(
            () =>
            {
                using DuckDbDatabase database = DuckDbDatabase.Open(
                    Path.Combine(folder, DuckDbPipelineEngine.FileName),
                    resources with
                    {
                        AllowedDirectories = [Path.GetFullPath(folder)],
                    }
                );
                using DuckDbConnection connection = database.Connect();
                foreach ((string table, long written) in rows)
                    Named(table, () => Import(table, written, folderOf(table), connection, cancellationToken));
                ILookup<string, RejectedSample> samples = Samples.Of(connection, cancellationToken);
                connection.Execute("CHECKPOINT", cancellationToken);
                return samples;
            },
            cancellationToken
        );
    }

    // Text that is no UTF-8, say, which Spark takes as it is. Memory and disk have words of their own.
    private static void Named(string table, Action import)
    {
        try
        {
            import();
        }
        catch (DuckDbException error)
            when (error.Kind is DuckDbErrorKind.Other or DuckDbErrorKind.Syntax or DuckDbErrorKind.Bind or DuckDbErrorKind.Constraint)
        {
            throw new RefreshFailedException(
                $"What Spark has written of {table} cannot be read again: is there text that is no UTF-8 in the sources? The log says more.",
                error
            );
        }
    }

    private static void Import(string table, long written, string folder, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        string scan =
            $"read_parquet({SqlText.Quoted(SqlText.Pattern(folder)[1..^1].Replace("''", "'", StringComparison.Ordinal) + "/*.parquet")}, hive_partitioning = false)";
        connection.Execute(
            table == RejectedRowsTable.Name
                ? $"CREATE TABLE {table} ({RejectedRowsTable.Columns}); INSERT INTO {table} BY NAME SELECT * FROM {scan}"
                : $"CREATE TABLE {table} AS SELECT * FROM {scan}",
            cancellationToken
        );
        using DuckDbReader counted = connection.Query($"SELECT count(*) FROM {table}", cancellationToken);
        counted.Read();
        if (counted.Int64(0) is var found && found != written)
            throw new RefreshFailedException($"Spark has written {written} rows of {table}, but {found} are read again.");
        using DuckDbReader all = connection.Query($"SELECT * FROM {table} LIMIT 0", cancellationToken);
        var columns = all.Columns.ToDictionary(column => column.Name, column => column.SqlType);
        if (FinalView.All.FirstOrDefault(view => view.Name == table)?.Fault(columns) is { } fault)
            throw new RefreshFailedException(fault);
    }
}
