using C360.Infrastructure.Pipeline;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>Turns stages, and how far the engine is within one, into percentages of the whole build that never go back.</summary>
internal sealed class BuildProgress(IProgress<PipelineProgress> progress)
{
    private readonly Lock _lock = new();
    private string _stage = "";
    private double _from;
    private double _to;
    private double _reported;

    /// <summary>Begins a stage.</summary>
    /// <param name="stage">What is done, in the user's words.</param>
    /// <param name="from">Where it begins, in per cent of the build.</param>
    /// <param name="to">Where it ends.</param>
    public void Begin(string stage, double from, double to)
    {
        lock (_lock)
        {
            (_stage, _from, _to, _reported) = (stage, from, to, from);
            progress.Report(new PipelineProgress(stage, from));
        }
    }

    /// <summary>Tells how many rows the stage took.</summary>
    /// <param name="rows">The rows.</param>
    public void Count(long rows)
    {
        lock (_lock)
            progress.Report(new PipelineProgress(_stage, _reported, rows));
    }

    /// <summary>Tells how far the engine is within the stage, if it knows.</summary>
    /// <remarks>A stage has several statements, each of which begins again: only what is further than before counts.</remarks>
    public void Within(double? percent)
    {
        lock (_lock)
        {
            if (_from + ((_to - _from) * percent / 100) is { } whole && whole > _reported + 0.1)
            {
                _reported = Math.Min(whole, _to);
                progress.Report(new PipelineProgress(_stage, _reported));
            }
        }
    }
}
