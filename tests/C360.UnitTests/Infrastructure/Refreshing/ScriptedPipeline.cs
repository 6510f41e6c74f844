using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.UnitTests.Infrastructure.Refreshing;

/// <summary>An engine that builds what it is told to, when it is told to.</summary>
internal sealed class ScriptedPipeline : IPipelineEngine
{
    private int _builds;

    public string Name => "embedded";

    public int Builds => Volatile.Read(ref _builds);

    /// <summary>What goes wrong, if anything.</summary>
    public Exception? Fails { get; set; }

    /// <summary>What the file then holds.</summary>
    public string Writes { get; set; } = "all there";

    /// <summary>Until when a build lasts.</summary>
    public TaskCompletionSource? Holds { get; set; }

    public TaskCompletionSource Began { get; } = new();

    public IProgress<PipelineProgress>? Progress { get; private set; }

    public Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken) =>
        Task.FromResult(SourceFiles.Locate(dataPath));

    public async Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _builds);
        Progress = progress;
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "c360.duckdb"), Writes, cancellationToken);
        Began.TrySetResult();
        if (Fails is not null)
            throw Fails;
        if (Holds is not null)
            await Holds.Task.WaitAsync(cancellationToken);
        return new PipelineResult(new DateOnly(2026, 6, 20), null, null, 12, [], new ControlTotals(0, 0, 0, 0, 0));
    }
}
