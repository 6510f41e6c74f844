using C360.Application.Telemetry;
using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Keeps what a refresh tells of its stages: in the refresh itself, and each stage with its duration and rows in the log.</summary>
/// <param name="change">Changes the refresh.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class StageLog(Action<Func<Refresh, Refresh>> change, TimeProvider time, ILogger logger) : IProgress<PipelineProgress>
{
    private PipelineProgress? _now;
    private long _since;
    private long? _rows;

    /// <summary>Notes how far the build is.</summary>
    /// <param name="value">The stage and the share.</param>
    public void Report(PipelineProgress value)
    {
        if (value.Stage != _now?.Stage)
        {
            End();
            (_since, _rows) = (time.GetTimestamp(), null);
        }
        (_now, _rows) = (value, value.Rows ?? _rows);
        change(refresh =>
            refresh with
            {
                Stage = value.Stage,
                StageNumber = value.Number,
                StageCount = value.Count,
                Percent = Math.Max(refresh.Percent, value.Percent),
                Sources = value.Source is { } source ? [.. refresh.Sources, source] : refresh.Sources,
            }
        );
    }

    /// <summary>Notes that the last stage has ended.</summary>
    public void End()
    {
        if (_now is not { } ended)
            return;
        var milliseconds = (long)time.GetElapsedTime(_since).TotalMilliseconds;
        if (ended.Model is { } model)
            change(refresh => refresh with { Models = [.. refresh.Models, new ModelTime(model, milliseconds)] });
        ServiceTraces.Ended(ended.Stage, time.GetElapsedTime(_since));
        if (_rows is { } rows)
            logger.LogInformation("Stage {Stage} took {Milliseconds} ms for {Rows} rows", ended.Stage, milliseconds, rows);
        else
            logger.LogInformation("Stage {Stage} took {Milliseconds} ms", ended.Stage, milliseconds);
        _now = null;
    }

    /// <summary>Notes what became of the rows of each source.</summary>
    /// <param name="sources">The reports.</param>
    public void Count(IEnumerable<SourceReport> sources)
    {
        foreach (SourceReport source in sources)
            logger.LogInformation(
                "Source {Source}: {Rows} rows read, {Rejected} rejected",
                source.Source,
                source.Read,
                source.Rejected.Values.Sum()
            );
    }
}
