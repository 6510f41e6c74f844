using C360.Infrastructure.Pipeline;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>The models' share of the build's progress.</summary>
internal sealed class ModelProgress(BuildProgress progress, int models, double from, double to) : IProgress<PipelineProgress>
{
    /// <inheritdoc/>
    public void Report(PipelineProgress value)
    {
        double begins = from + ((to - from) * value.Percent / 100);
        progress.Begin(value.Stage, begins, begins + ((to - from) / models));
    }
}
