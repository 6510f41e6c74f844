using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;

namespace C360.Infrastructure.Refreshing;

/// <summary>A refresh without its end: what would come of a folder of sources.</summary>
public static class Validation
{
    private const string Prefix = ".c360-validate-";

    /// <summary>Reads the sources, runs the models and judges the outcome as a refresh would; publishes nothing and leaves nothing behind.</summary>
    /// <param name="settings">Reads the settings of an options class; C360_DATA_PATH is the folder to look at.</param>
    /// <param name="snapshotPath">SNAPSHOT_PATH, where the last snapshot is looked for; it need not be there, nor writable.</param>
    /// <param name="progress">Told what is done, and how far the whole is, in per cent.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <returns>The snapshot that a refresh would publish, or that the gate would refuse.</returns>
    /// <exception cref="RefreshFailedException">Sources or models cannot be read, so that there is nothing to judge.</exception>
    public static async Task<Snapshot> RunAsync(
        Func<Type, object> settings,
        string? snapshotPath,
        Action<string, double> progress,
        CancellationToken cancellationToken
    )
    {
        EngineOptions engine = InfrastructureServices.Engine(settings);
        var pipeline = (PipelineOptions)settings(typeof(PipelineOptions));
        var snapshots = new SnapshotFolder(string.IsNullOrWhiteSpace(snapshotPath) ? SnapshotOptions.DefaultSnapshotPath : snapshotPath);
        string dataPath = pipeline.DataPath!;
        string root = engine.EngineTempPath ?? Path.GetTempPath();
        OwnedFolder.RemoveAbandoned(root, Prefix);
        string folder = OwnedFolder.Claim(root, Prefix);
        try
        {
            var embedded = new DuckDbPipelineEngine(
                InfrastructureServices.Settings(engine, engine.RefreshMemory, Path.Combine(folder, "temp"))
            );
            return await new SnapshotDraft(embedded, pipeline, TimeProvider.System).BuildAsync(
                dataPath,
                Directory.CreateDirectory(Path.Combine(folder, "build")).FullName,
                snapshots.LastOf(dataPath),
                new ToldProgress(now => progress(now.Stage, now.Percent)),
                cancellationToken
            );
        }
        catch (DuckDbException exception)
        {
            // Whoever runs this stands at the machine: the engine's own words help, and nobody else sees them.
            throw new RefreshFailedException(exception.Message, exception);
        }
        finally
        {
            OwnedFolder.Remove(folder);
        }
    }
}
