using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.FunctionalTests.Verification;

/// <summary>A pipeline that says to be Spark, and does not tell the truth.</summary>
/// <param name="falsify">Changes what it found.</param>
/// <param name="sql">Changes what it built.</param>
internal sealed class FalsePipeline(Func<PipelineResult, PipelineResult>? falsify = null, string? sql = null) : IPipelineEngine
{
    private readonly DuckDbPipelineEngine _inner = new(new DuckDbSettings { Threads = 1, MemoryLimit = "500MB" });

    public string Name => "spark";

    public Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken) =>
        _inner.LocateAsync(dataPath, cancellationToken);

    public async Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        PipelineResult result = await _inner.BuildAsync(run, progress, cancellationToken);
        if (sql is not null)
        {
            using DuckDbDatabase built = DuckDbDatabase.Open(
                Path.Combine(run.Folder, DuckDbPipelineEngine.FileName),
                new DuckDbSettings { Threads = 1, AllowedDirectories = [run.Folder] }
            );
            using DuckDbConnection connection = built.Connect();
            connection.Execute(sql, cancellationToken);
        }
        return falsify is null ? result : falsify(result);
    }
}
