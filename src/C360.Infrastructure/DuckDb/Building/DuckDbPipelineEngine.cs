using C360.Domain.Sources;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Building;
using C360.Infrastructure.Pipeline.Models;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>Builds the views on the embedded engine, in a database of its own.</summary>
/// <param name="resources">Its memory, threads and temporary folder; the folders that it may reach follow from the run.</param>
internal sealed class DuckDbPipelineEngine(DuckDbSettings resources) : IPipelineEngine
{
    /// <summary>The file, in the folder of the run.</summary>
    public const string FileName = "c360.duckdb";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken) =>
        Task.FromResult(SourceFiles.Locate(dataPath));

    /// <inheritdoc/>
    public async Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<LocatedSource> sources = SourceFiles.Locate(run.DataPath);
        var models = await ModelFolder.ReadAsync(
            run.PipelinePath,
            [.. DeclaredSources.All.Select(source => source.Table)],
            cancellationToken
        );
        DuckDbSettings settings = resources with { AllowedDirectories = [Path.GetFullPath(run.DataPath), Path.GetFullPath(run.Folder)] };
        // Readers go first. The engine starts its own threads when it is opened, and they inherit what the thread has that opens it.
        using var thread = new EngineThreads(1, "C360 build", giveWay: true);
        string file = Path.Combine(run.Folder, FileName);
        using DuckDbDatabase database = await thread.RunAsync(() => DuckDbDatabase.Open(file, settings), cancellationToken);
        using DuckDbConnection connection = database.Connect();
        var told = new BuildProgress(progress, BuildStages.Count(sources, models));
        var build = new DuckDbBuild(run, sources, models, connection, told, cancellationToken);
        Task<Task<PipelineResult>> work = thread.RunAsync(build.RunAsync, cancellationToken);
        while (await Task.WhenAny(work, Task.Delay(BetweenLooks, CancellationToken.None)) != work)
        {
            told.Within(connection.Progress);
        }
        return await await work;
    }
}
