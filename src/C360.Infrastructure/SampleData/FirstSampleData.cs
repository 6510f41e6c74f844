using C360.Domain.Refreshing;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Snapshots;

namespace C360.Infrastructure.SampleData;

/// <summary>The sources of a service that has none configured: generated at the first start, kept beside the snapshots.</summary>
/// <param name="snapshots">Where snapshots are kept.</param>
internal sealed class FirstSampleData(SnapshotOptions snapshots)
{
    /// <summary>Customers generated.</summary>
    private const int Customers = 5000;
    private const int Seed = 360;

    /// <summary>The same for everybody, so that everybody's first answers are those of the README; as_of is the newest event, not today.</summary>
    private static readonly DateOnly LastDay = new(2026, 6, 20);

    /// <summary>The folder of the sample.</summary>
    public string Folder { get; } = Path.Combine(Path.GetFullPath(snapshots.SnapshotPath), "sample-data");

    /// <summary>Generates the sample unless it is there.</summary>
    /// <param name="progress">Told that it is being made.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind.</param>
    public void EnsureGenerated(IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder))
            return;
        progress.Report(new PipelineProgress("generating sample data", 0));
        var options = new SampleDataOptions(Customers, Seed, LastDay, SampleDataFormat.Parquet, Folder);
        try
        {
            SampleDataGenerator.Generate(options, cancellationToken);
        }
        catch (IOException exception) when (Directory.Exists(Folder) || File.Exists(Folder + ".lock"))
        {
            throw new RefreshFailedException("Another process is generating the sample data; try again in a moment", exception);
        }
    }
}
