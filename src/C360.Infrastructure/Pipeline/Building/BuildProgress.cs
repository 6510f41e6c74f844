using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>Turns stages, and how far the engine is within one, into percentages of the whole build that never go back.</summary>
/// <param name="progress">Told.</param>
/// <param name="stages">How many stages there are.</param>
internal sealed class BuildProgress(IProgress<PipelineProgress> progress, int stages)
{
    private readonly Lock _lock = new();
    private PipelineProgress _now = new("", 0) { Number = 0, Count = stages };
    private double _from;
    private double _to;

    /// <summary>Begins a stage.</summary>
    /// <param name="stage">What is done, in the user's words.</param>
    /// <param name="from">Where it begins, in per cent of the build.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="model">The model that is run, if any.</param>
    public void Begin(string stage, double from, double to, string? model = null)
    {
        lock (_lock)
        {
            (_from, _to) = (from, to);
            Tell(
                new PipelineProgress(stage, from)
                {
                    Number = _now.Number + 1,
                    Count = stages,
                    Model = model,
                }
            );
        }
    }

    /// <summary>Tells how many rows the stage took.</summary>
    /// <param name="rows">The rows.</param>
    public void Count(long rows)
    {
        lock (_lock)
            Tell(_now with { Rows = rows });
    }

    /// <summary>Tells what the stage read of a source.</summary>
    /// <param name="source">The source.</param>
    public void Count(SourceRows source)
    {
        lock (_lock)
        {
            progress.Report(_now with { Rows = source.Read, Source = source });
            _now = _now with { Rows = source.Read };
        }
    }

    /// <summary>Tells how far the engine is within the stage, if it knows.</summary>
    /// <remarks>A stage has several statements, each of which begins again: only what is further than before counts.</remarks>
    public void Within(double? percent)
    {
        lock (_lock)
        {
            if (_from + ((_to - _from) * percent / 100) is { } whole && whole > _now.Percent + 0.1)
                Tell(_now with { Percent = Math.Min(whole, _to) });
        }
    }

    private void Tell(PipelineProgress now) => progress.Report(_now = now);
}
