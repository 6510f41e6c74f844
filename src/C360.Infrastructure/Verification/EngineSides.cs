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
        var file = new SnapshotFile(
            InfrastructureServices.Settings(engine, engine.QueryMemory, Path.Combine(folder, "temp", "queries")) with
            {
                ReadOnly = true,
            }
        );
        SnapshotStore snapshots = Snapshots(folder, file);
        var threads = new EngineThreads(1, "verify");
        return new EngineSide(
            snapshots,
            new DuckDbPipelineEngine(
                InfrastructureServices.Settings(engine, engine.RefreshMemory, Path.Combine(folder, "temp", "refresh"))
            ),
            new DuckDbSqlExecutor(snapshots, file, threads)
        )
        {
            Owned = [threads],
        };
    }

    /// <summary>Spark. The one place where the cluster's client, pipeline and executor are put together for a comparison.</summary>
    /// <param name="spark">Where the cluster is.</param>
    /// <param name="engine">What the embedded engine may use, which reads what Spark built.</param>
    /// <param name="folder">A folder of its own, made when it is not there, which the cluster sees under the same path.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="EnginesNotComparableException">The cluster cannot be used.</exception>
    public static async Task<EngineSide> SparkAsync(
        SparkOptions spark,
        EngineOptions engine,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var cluster = new SparkConnectCluster(
            spark.Remote,
            spark.SparkAppName,
            TimeProvider.System,
            NullLogger<SparkConnectCluster>.Instance
        );
        try
        {
            await using ISparkSession session = await cluster.OpenAsync(cancellationToken);
        }
        catch (SparkException exception)
        {
            await cluster.DisposeAsync();
            throw new EnginesNotComparableException(SparkBuildFailure.OfOpening(exception).Message, exception);
        }
        DuckDbSettings reading = InfrastructureServices.Settings(engine, engine.QueryMemory, Path.Combine(folder, "temp", "queries"));
        SnapshotStore snapshots = Snapshots(folder, new SnapshotFile(reading with { ReadOnly = true }));
        return new EngineSide(
            snapshots,
            new SparkPipelineEngine(
                cluster,
                InfrastructureServices.Settings(engine, engine.RefreshMemory, Path.Combine(folder, "temp", "refresh"))
            ),
            new SparkSqlExecutor(snapshots, cluster, new SparkTurns(), NullLogger<SparkSqlExecutor>.Instance)
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
}
