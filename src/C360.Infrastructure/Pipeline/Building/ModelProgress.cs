namespace C360.Infrastructure.Pipeline.Building;

/// <summary>The models' share of the build's progress.</summary>
internal sealed class ModelProgress(BuildProgress progress, int models, double from, double to) : IProgress<PipelineProgress>
{
    /// <inheritdoc/>
    public void Report(PipelineProgress value)
    {
        if (value.Rows is { } rows)
        {
            progress.Count(rows);
            return;
        }
        double begins = from + ((to - from) * value.Percent / 100);
        progress.Begin(value.Stage, begins, begins + ((to - from) / models), value.Model);
    }
}
