using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.SampleData;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Builds a snapshot from the sources and publishes it when it passes the gate.</summary>
/// <param name="draft">Builds.</param>
/// <param name="store">Publishes.</param>
/// <param name="prepare">What is done with a snapshot before it is served.</param>
/// <param name="options">What is read, by which rules.</param>
/// <param name="samples">Makes the sources when none are configured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of each stage.</param>
internal sealed class SnapshotBuilder(
    SnapshotDraft draft,
    SnapshotStore store,
    PrepareSnapshot prepare,
    PipelineOptions options,
    FirstSampleData samples,
    TimeProvider time,
    ILogger<SnapshotBuilder> logger
)
{
    /// <summary>Whether a build now would make the same snapshot again: same sources, models and as_of.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public async Task<bool> IsUpToDateAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            return snapshot.Inputs == await draft.InputsAsync(DataPath, cancellationToken) && snapshot.AsOf == AsOfNow(snapshot);
        }
        catch (Exception exception) when (exception is RefreshFailedException or IOException or UnauthorizedAccessException)
        {
            // What cannot be compared has changed; the refresh will say what is wrong.
            return false;
        }
    }

    /// <summary>Whether a snapshot answers what the settings ask for: their data, from their date.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public bool IsOfTheseSettings(Snapshot snapshot) => snapshot.Inputs.DataPath == DataPath && snapshot.AsOf == AsOfNow(snapshot);

    /// <summary>Builds and publishes.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops the engine; nothing is left behind.</param>
    /// <exception cref="RefreshFailedException">Sources or models are at fault, or the gate is shut.</exception>
    public async Task<Snapshot> BuildAsync(IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        if (options.Sample)
            samples.EnsureGenerated(progress, cancellationToken);
        string folder = store.BeginBuild();
        var stages = new StageLog(progress, time, logger);
        try
        {
            Snapshot? last = store.LastOf(DataPath);
            Snapshot snapshot = await draft.BuildAsync(DataPath, folder, last, stages, cancellationToken);
            stages.Count(snapshot.Sources);
            if (Gate.Fault(snapshot.Gate) is { } fault)
                throw new RefreshFailedException($"The gate stopped the refresh. {fault}");
            stages.Report(new PipelineProgress("publishing", 99));
            await store.PublishAsync(folder, snapshot, prepare, cancellationToken);
            stages.End();
            return snapshot;
        }
        catch
        {
            SnapshotStore.Abandon(folder);
            throw;
        }
    }

    private string DataPath => options.DataPath ?? Path.GetFullPath(samples.Folder);

    /// <summary>The as_of that a build of the snapshot's sources would have now, whatever setting it was built with; null when only a build can tell.</summary>
    private DateOnly? AsOfNow(Snapshot snapshot)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return options.AsOf.Kind switch
        {
            AsOfKind.Today => today,
            AsOfKind.Date => options.AsOf.Date,
            // Of unchanged sources the newest event is another one only when an event of the future has come to pass.
            _ => snapshot.NextEventOn is { } next && next <= today ? null : snapshot.LatestEventOn ?? today,
        };
    }
}
