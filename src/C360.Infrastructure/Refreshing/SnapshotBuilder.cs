using System.Globalization;
using System.Security.Cryptography;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.SampleData;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Builds a snapshot from the sources and publishes it.</summary>
/// <param name="engine">Builds.</param>
/// <param name="store">Publishes.</param>
/// <param name="options">What is read, by which rules.</param>
/// <param name="samples">Makes the sources when none are configured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of each stage.</param>
internal sealed class SnapshotBuilder(
    IPipelineEngine engine,
    SnapshotStore store,
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
            return snapshot.Inputs == await InputsAsync(cancellationToken) && snapshot.AsOf == AsOfNow(snapshot);
        }
        catch (Exception exception) when (exception is RefreshFailedException or IOException or UnauthorizedAccessException)
        {
            // What cannot be compared has changed; the refresh will say what is wrong.
            return false;
        }
    }

    /// <summary>Whether a snapshot answers what the settings ask for: their data, from their date.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public bool IsOfTheseSettings(Snapshot snapshot) =>
        snapshot.Inputs.DataPath == Path.GetFullPath(DataPath) && snapshot.AsOf == AsOfNow(snapshot);

    /// <summary>Builds and publishes.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops the engine; nothing is left behind.</param>
    /// <exception cref="RefreshFailedException">Sources or models are at fault.</exception>
    public async Task<Snapshot> BuildAsync(IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        if (options.Sample)
            samples.EnsureGenerated(progress, cancellationToken);
        DateTimeOffset now = InWholeSeconds(time.GetUtcNow());
        PipelineInputs inputs = await InputsAsync(cancellationToken);
        string folder = store.BeginBuild();
        var stages = new StageLog(progress, time, logger);
        try
        {
            var run = new PipelineRun(
                DataPath,
                options.Models,
                options.AsOf,
                DateOnly.FromDateTime(now.UtcDateTime),
                now,
                options.SupportCostPerTicket,
                folder
            );
            PipelineResult result = await engine.BuildAsync(run, stages, cancellationToken);
            stages.Count(result.Sources);
            stages.Report(new PipelineProgress("publishing", 99));
            Snapshot snapshot = Describe(now, inputs, result);
            store.Publish(folder, snapshot);
            stages.End();
            return snapshot;
        }
        catch
        {
            SnapshotStore.Abandon(folder);
            throw;
        }
    }

    private string DataPath => options.C360DataPath ?? samples.Folder;

    private Task<PipelineInputs> InputsAsync(CancellationToken cancellationToken) =>
        InputFingerprint.TakeAsync(DataPath, options.Models, options.SupportCostPerTicket, cancellationToken);

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

    private Snapshot Describe(DateTimeOffset now, PipelineInputs inputs, PipelineResult result) =>
        new()
        {
            Version =
                $"{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}",
            AsOf = result.AsOf,
            BuiltAt = now,
            Engine = engine.Name,
            Inputs = inputs,
            LatestEventOn = result.LatestEventOn,
            NextEventOn = result.NextEventOn,
            Sample = options.Sample,
            TotalCustomers = result.TotalCustomers,
            Sources = result.Sources,
            ControlTotals = result.ControlTotals,
        };

    private static DateTimeOffset InWholeSeconds(DateTimeOffset moment) =>
        new(moment.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
