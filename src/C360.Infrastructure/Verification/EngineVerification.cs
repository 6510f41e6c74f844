using C360.Application.Verification;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;

namespace C360.Infrastructure.Verification;

/// <summary>Whether Spark and the embedded engine say the same of some data.</summary>
public static class EngineVerification
{
    private const string Prefix = ".c360-verify-";

    /// <summary>Builds the data on both engines, asks both everything, and leaves nothing behind.</summary>
    /// <param name="settings">
    /// Reads the settings of an options class: C360_DATA_PATH is the data, SPARK_REMOTE the cluster, SNAPSHOT_PATH the folder to build in, made when it is
    /// not there, which the cluster sees under the same path.
    /// </param>
    /// <param name="render">Writes a value as the service does.</param>
    /// <param name="progress">Told what is done, and how far the whole is, in per cent.</param>
    /// <param name="tell">Told of each comparison.</param>
    /// <param name="cancellationToken">Stops the engines.</param>
    /// <exception cref="EnginesNotComparableException">The cluster or the data cannot be used.</exception>
    public static Task RunAsync(
        Func<Type, object> settings,
        Func<object, string> render,
        Action<string, double> progress,
        Action<EngineComparison> tell,
        CancellationToken cancellationToken
    ) => RunAsync(settings, EngineSides.SparkAsync, render, progress, tell, cancellationToken);

    /// <summary>The same with any second engine.</summary>
    /// <param name="settings">Reads the settings of an options class.</param>
    /// <param name="open">Makes the second engine ready.</param>
    /// <param name="render">Writes a value as the service does.</param>
    /// <param name="progress">Told what is done, and how far the whole is, in per cent.</param>
    /// <param name="tell">Told of each comparison.</param>
    /// <param name="cancellationToken">Stops the engines.</param>
    internal static async Task RunAsync(
        Func<Type, object> settings,
        Func<SparkOptions, EngineOptions, string, CancellationToken, Task<EngineSide>> open,
        Func<object, string> render,
        Action<string, double> progress,
        Action<EngineComparison> tell,
        CancellationToken cancellationToken
    )
    {
        EngineOptions engine = InfrastructureServices.Engine(settings);
        var pipeline = (PipelineOptions)settings(typeof(PipelineOptions));
        var spark = (SparkOptions)settings(typeof(SparkOptions));
        string root = Path.GetFullPath(((SnapshotOptions)settings(typeof(SnapshotOptions))).SnapshotPath);
        bool isNew = !Directory.Exists(root);
        OwnedFolder.RemoveAbandoned(root, Prefix);
        string folder = OwnedFolder.Claim(root, Prefix);
        try
        {
            // The cluster first: whether it can be used shows in seconds.
            await using EngineSide second = await open(spark, engine, Path.Combine(folder, "spark"), cancellationToken);
            await using EngineSide first = EngineSides.Embedded(engine, Path.Combine(folder, "embedded"));
            await new EngineComparer(first, second, render, tell).RunAsync(pipeline, TimeProvider.System, progress, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            // What an engine says when it is stopped is its own affair.
            throw new OperationCanceledException("The comparison was stopped", exception, cancellationToken);
        }
        finally
        {
            OwnedFolder.Remove(folder);
            if (isNew && !Directory.EnumerateFileSystemEntries(root).Any())
                Directory.Delete(root);
        }
    }
}
