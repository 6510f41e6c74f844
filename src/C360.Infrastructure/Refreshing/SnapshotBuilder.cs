using System.Diagnostics;
using C360.Application.Telemetry;
using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.SampleData;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;

namespace C360.Infrastructure.Refreshing;

/// <summary>Builds a snapshot from the sources and publishes it when it passes the gate.</summary>
/// <param name="draft">Builds.</param>
/// <param name="store">Publishes.</param>
/// <param name="options">What is read, by which rules.</param>
/// <param name="samples">Makes the sources when none are configured.</param>
/// <param name="prepare">What is done with a snapshot before it is served.</param>
/// <param name="time">The clock.</param>
internal sealed class SnapshotBuilder(
    SnapshotDraft draft,
    SnapshotStore store,
    PipelineOptions options,
    FirstSampleData samples,
    PrepareSnapshot prepare,
    TimeProvider time
)
{
    private readonly PrepareSnapshot _prepare = prepare.Within(PreparationLimit.Deciding, time);

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
    /// <param name="stages">Told how far it is.</param>
    /// <param name="held">Shows that nobody else builds.</param>
    /// <param name="cancellationToken">Stops the engine; nothing is left behind.</param>
    /// <exception cref="RefreshFailedException">Sources or models are at fault, the gate is shut, or the lock is lost.</exception>
    public async Task<Snapshot> BuildAsync(StageLog stages, HeldLock held, CancellationToken cancellationToken)
    {
        using Activity? span = ServiceTraces.Source.StartActivity("refresh");
        if (options.Sample)
            samples.EnsureGenerated(stages, cancellationToken);
        string folder = store.BeginBuild();
        int? count = null;
        var building = new ToldProgress(now =>
            stages.Report(now with { Percent = now.Percent * BuildEnds / 100, Count = count = now.Count + StagesAfterBuild })
        );
        try
        {
            Snapshot? last = store.LastOf(DataPath);
            Snapshot snapshot = await draft.BuildAsync(DataPath, folder, last, building, cancellationToken);
            stages.Count(snapshot.Sources);
            if (Gate.Fault(snapshot.Gate) is { } fault)
                throw new RefreshFailedException($"The gate stopped the refresh. {fault}");
            await store.PublishAsync(
                folder,
                snapshot,
                async (lease, stop) =>
                {
                    stages.Report(new PipelineProgress("warming", BuildEnds) { Number = count - 1, Count = count });
                    await _prepare(lease, stop);
                    stages.Report(new PipelineProgress("publishing", WarmingEnds) { Number = count, Count = count });
                    held.ThrowIfLost();
                },
                cancellationToken
            );
            stages.End();
            return snapshot;
        }
        catch
        {
            span?.SetStatus(ActivityStatusCode.Error);
            SnapshotStore.Abandon(folder);
            throw;
        }
    }

    // What the stages take of the whole.
    private const double BuildEnds = 95;
    private const double WarmingEnds = 99;

    /// <summary>Warming and publishing.</summary>
    private const int StagesAfterBuild = 2;

    private string DataPath =>
        options.DataPath ?? (options.IsOnSpark ? SparkSqlText.Local(samples.Folder) : Path.GetFullPath(samples.Folder));

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
