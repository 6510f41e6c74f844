using C360.Domain.Sources;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Building;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Building;
using C360.Infrastructure.Pipeline.Models;
using C360.Infrastructure.Pipeline.Sources;
using C360.Infrastructure.Spark.Reading;

namespace C360.Infrastructure.Spark.Building;

/// <summary>
/// Builds the views on a Spark cluster, which reads the sources where it sees them and writes Parquet into the folder of the run; the embedded engine makes of that the file that
/// is served.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="resources">Memory, threads and temporary folder of the embedded engine.</param>
internal sealed class SparkPipelineEngine(ISparkCluster cluster, DuckDbSettings resources) : IPipelineEngine
{
    private static readonly string[] Tags = ["refresh"];

    // A broken line is only noticed when all its cells are looked at. Dates before 1582 are what the file says, whoever wrote it. A session's own few
    // partitions are for small answers: a build wants all cores, and adaptive execution puts together what turns out to be small.
    private static readonly string[] Settings =
    [
        "spark.sql.shuffle.partitions=200",
        "spark.sql.csv.parser.columnPruning.enabled=false",
        "spark.sql.parquet.datetimeRebaseModeInRead=CORRECTED",
        "spark.sql.parquet.int96RebaseModeInRead=CORRECTED",
    ];

    /// <inheritdoc/>
    public string Name => "spark";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken)
    {
        await using ISparkSession session = await OpenAsync(cancellationToken);
        return await LocateAsync(dataPath, new SparkTables(session, Tags, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        var models = await ModelFolder.ReadAsync(
            run.PipelinePath,
            [.. DeclaredSources.All.Select(source => source.Table)],
            cancellationToken
        );
        await using ISparkSession session = await OpenAsync(cancellationToken);
        var tables = new SparkTables(session, Tags, cancellationToken);
        IReadOnlyList<LocatedSource> located = await LocateAsync(run.DataPath, tables);
        var told = new BuildProgress(progress, BuildStages.Count(located, models));
        SparkBuild? build = null;
        try
        {
            foreach (string setting in Settings)
                await tables.ExecuteAsync($"SET {setting}");
            await using WorkDatabase work = await WorkDatabase.MakeAsync(run.Folder, session, tables);
            build = new SparkBuild(run, located, models, work, new ParquetImport(resources), told, cancellationToken);
            PipelineResult result = await build.RunAsync();
            await work.EndAsync();
            return result;
        }
        catch (UnauthorizedAccessException error)
        {
            throw SparkBuildFailure.OfPermissions(error);
        }
        catch (SparkException error)
        {
            throw SparkBuildFailure.Of(error, build?.Doing ?? "the build began");
        }
    }

    private static async Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, SparkTables tables)
    {
        try
        {
            return await new SparkSourceFiles(tables, dataPath).LocateAsync();
        }
        catch (SparkException error)
        {
            throw SparkBuildFailure.Of(error, "looking for the sources below C360_DATA_PATH");
        }
    }

    private async Task<ISparkSession> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.OpenAsync(cancellationToken);
        }
        catch (SparkException error)
        {
            throw SparkBuildFailure.OfOpening(error);
        }
    }
}
