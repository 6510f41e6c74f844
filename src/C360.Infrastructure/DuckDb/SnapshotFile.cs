using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Snapshots;

namespace C360.Infrastructure.DuckDb;

/// <summary>The file that the embedded engine serves a snapshot from.</summary>
/// <param name="settings">How it is opened.</param>
internal sealed class SnapshotFile(DuckDbSettings settings)
{
    /// <summary>Before the blocks: the main header and two that alternate, of 4 KiB each.</summary>
    private const long Headers = 3 * 4096;

    /// <summary>Opens it for as long as the snapshot is held, once for all readers.</summary>
    /// <param name="lease">The snapshot.</param>
    /// <exception cref="DuckDbException">It is not there, or no database.</exception>
    public ServedFile Open(SnapshotLease lease) => lease.Resource(folder => new ServedFile(DuckDbDatabase.Open(In(folder), settings)));

    /// <summary>Opens it and makes sure that all of it is there: the engine itself looks only at what it reads.</summary>
    /// <param name="lease">The snapshot.</param>
    /// <exception cref="DuckDbException">It is not there, or no database.</exception>
    /// <exception cref="InvalidDataException">It is cut short, or another snapshot's.</exception>
    public void Check(SnapshotLease lease)
    {
        using DuckDbConnection connection = Open(lease).Take();
        using DuckDbReader reader = connection.Query(
            "SELECT block_size * total_blocks, (SELECT count(*) FROM customer_analytics_c360) FROM pragma_database_size()",
            CancellationToken.None
        );
        reader.Read();
        if (new FileInfo(In(lease.Folder)).Length < Headers + reader.Int64(0))
            throw new InvalidDataException($"{DuckDbPipelineEngine.FileName} is cut short");
        if (reader.Int64(1) != lease.Snapshot.TotalCustomers)
            throw new InvalidDataException($"{DuckDbPipelineEngine.FileName} does not hold the customers that the manifest counts");
    }

    private static string In(string folder) => Path.Combine(folder, DuckDbPipelineEngine.FileName);
}
