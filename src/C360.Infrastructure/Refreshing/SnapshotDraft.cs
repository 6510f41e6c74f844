using System.Globalization;
using System.Security.Cryptography;
using C360.Domain.Quality;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Refreshing;

/// <summary>Builds what a snapshot will be and lets the gate judge it; whether it is published is another's business.</summary>
/// <param name="engine">Builds.</param>
/// <param name="options">By which rules.</param>
/// <param name="time">The clock.</param>
internal sealed class SnapshotDraft(IPipelineEngine engine, PipelineOptions options, TimeProvider time)
{
    /// <summary>What a build of a folder depends on now.</summary>
    /// <param name="dataPath">The folder of the sources.</param>
    /// <param name="cancellationToken">Stops reading the models.</param>
    /// <exception cref="RefreshFailedException">A source is missing, or the models are.</exception>
    public async Task<PipelineInputs> InputsAsync(string dataPath, CancellationToken cancellationToken) =>
        await InputFingerprint.TakeAsync(
            dataPath,
            await engine.LocateAsync(dataPath, cancellationToken),
            options.Models,
            options.SupportCostPerTicket,
            cancellationToken
        );

    /// <summary>Builds.</summary>
    /// <param name="dataPath">The folder of the sources.</param>
    /// <param name="folder">Where the outcome goes: exists, empty.</param>
    /// <param name="last">The last snapshot of the same sources, or null when there is none.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <returns>The snapshot as it would be published, with the gate's judgement.</returns>
    /// <exception cref="RefreshFailedException">Sources or models are at fault as a whole.</exception>
    public async Task<Snapshot> BuildAsync(
        string dataPath,
        string folder,
        Snapshot? last,
        IProgress<PipelineProgress> progress,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset now = InWholeSeconds(time.GetUtcNow());
        PipelineInputs inputs = await InputsAsync(dataPath, cancellationToken);
        var run = new PipelineRun(
            dataPath,
            options.Models,
            options.AsOf,
            DateOnly.FromDateTime(now.UtcDateTime),
            now,
            options.SupportCostPerTicket,
            folder
        );
        PipelineResult result = await engine.BuildAsync(run, progress, cancellationToken);
        SourceReport[] sources =
        [
            .. result.Sources.Select(source =>
                source with
                {
                    ReadBefore = last?.Sources.FirstOrDefault(before => before.Source == source.Source)?.Read,
                }
            ),
        ];
        return new Snapshot
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
            Sources = sources,
            ControlTotals = result.ControlTotals,
            Gate = Gate.Judge(options.GateLimits, sources, result.TotalCustomers, result.ControlTotals),
        };
    }

    private static DateTimeOffset InWholeSeconds(DateTimeOffset moment) =>
        new(moment.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
