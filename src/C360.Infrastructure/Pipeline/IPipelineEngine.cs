namespace C360.Infrastructure.Pipeline;

/// <summary>Builds the views from the sources; the same models on either engine.</summary>
internal interface IPipelineEngine
{
    /// <summary>The name kept in the snapshot: <c>embedded</c> or <c>spark</c>.</summary>
    string Name { get; }

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
