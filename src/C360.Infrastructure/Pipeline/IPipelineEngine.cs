using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.Pipeline;

/// <summary>Builds the views from the sources; the same models on either engine.</summary>
internal interface IPipelineEngine
{
    /// <summary>The name kept in the snapshot: <c>embedded</c> or <c>spark</c>.</summary>
    string Name { get; }

    /// <summary>Finds the files of all declared sources.</summary>
    /// <param name="dataPath">Where they are: a folder, or what else the engine can read.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>One for each source, in the order of declaration.</returns>
    /// <exception cref="Domain.Refreshing.RefreshFailedException">A source is missing, is there twice, has a file that cannot be read, or the engine is away.</exception>
    Task<IReadOnlyList<LocatedSource>> LocateAsync(string dataPath, CancellationToken cancellationToken);

    /// <summary>
    /// Reads and checks the sources, runs the models and writes the outcome into <see cref="PipelineRun.Folder"/>: <c>c360.duckdb</c> with the
    /// tables customer_analytics_c360, category_sales and rejected_rows, and the same tables as Parquet under <c>parquet/NAME/</c>.
    /// </summary>
    /// <param name="run">What to build, from what, into which folder.</param>
    /// <param name="progress">Told at the start of each stage, and within one as far as the engine knows.</param>
    /// <param name="cancellationToken">Stops the engine within a second; what is half written is the caller's to remove.</param>
    /// <exception cref="Domain.Refreshing.RefreshFailedException">The sources or the models are at fault.</exception>
    Task<PipelineResult> BuildAsync(PipelineRun run, IProgress<PipelineProgress> progress, CancellationToken cancellationToken);
}
