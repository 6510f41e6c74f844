using C360.Application.Verification;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Building;
using C360.Infrastructure.Spark.Connect;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace C360.Infrastructure.Verification;

/// <summary>Makes the engines ready that are compared.</summary>
internal static class EngineSides
{
    /// <summary>The embedded engine.</summary>
    /// <param name="engine">What it may use.</param>
    /// <param name="folder">A folder of its own, made when it is not there.</param>
    public static EngineSide Embedded(EngineOptions engine, string folder)
    {
        SnapshotFile file = File(engine, folder);
        SnapshotStore snapshots = Snapshots(folder, file);
        var threads = new EngineThreads(1, "verify");
        return new EngineSide(snapshots, new DuckDbPipelineEngine(Refresh(engine, folder)), new DuckDbSqlExecutor(snapshots, file, threads))
        {
            Owned = [threads],
        };
    }

    /// <summary>Spark.</summary>
    /// <param name="spark">Where the cluster is.</param>
    /// <param name="engine">What the embedded engine may use, which reads what Spark built.</param>
    /// <param name="folder">A folder of its own, made when it is not there, which the cluster sees under the same path.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="EnginesNotComparableException">The cluster cannot be used.</exception>
    public static Task<EngineSide> SparkAsync(
        SparkOptions spark,
        EngineOptions engine,
        string folder,
        CancellationToken cancellationToken
    ) =>
        SparkAsync(
            InfrastructureServices.Connect(spark, TimeProvider.System, NullLogger<SparkConnectCluster>.Instance),
            engine,
            folder,
            cancellationToken
        );

    /// <summary>The same on a cluster to which there is a client.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="engine">What the embedded engine may use.</param>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal static async Task<EngineSide> SparkAsync(
        ISparkCluster cluster,
        EngineOptions engine,
        string folder,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using ISparkSession probe = await cluster.OpenAsync(cancellationToken);
        }
        catch (SparkException exception)
        {
            throw new EnginesNotComparableException($"Spark cannot be used: {exception.Message.Split('\n')[0].TrimEnd()}", exception);
        }
        SnapshotFile file = File(engine, folder);
        SnapshotStore snapshots = Snapshots(folder, file);
        return new EngineSide(
            snapshots,
            new SparkPipelineEngine(cluster, Refresh(engine, folder)),
            new SparkSqlExecutor(snapshots, cluster, NullLogger<SparkSqlExecutor>.Instance)
        )
        {
            Owned = [cluster],
        };
    }

    /// <summary>A store of a side's own, which makes sure of what was built as the service's does.</summary>
    /// <param name="folder">The side's folder.</param>
    /// <param name="file">Opens the embedded engine's file.</param>
    internal static SnapshotStore Snapshots(string folder, SnapshotFile file) =>
        new(new SnapshotOptions { SnapshotPath = Path.Combine(folder, "snapshots") }, file.Check, NullLogger<SnapshotStore>.Instance);

    private static SnapshotFile File(EngineOptions engine, string folder) =>
        new(InfrastructureServices.Settings(engine, engine.QueryMemory, Path.Combine(folder, "temp", "queries")) with { ReadOnly = true });

    private static DuckDbSettings Refresh(EngineOptions engine, string folder) =>
        InfrastructureServices.Settings(engine, engine.RefreshMemory, Path.Combine(folder, "temp", "refresh"));
}
