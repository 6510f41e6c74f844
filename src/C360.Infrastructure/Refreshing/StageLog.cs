using C360.Application.Telemetry;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>Writes each stage of a build with its duration, and the rows of each source, into the log, on the way of the progress to its listener.</summary>
/// <param name="next">The listener.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class StageLog(IProgress<PipelineProgress> next, TimeProvider time, ILogger logger) : IProgress<PipelineProgress>
{
    private string? _stage;
    private long _since;
    private long? _rows;

    /// <summary>Notes how far the build is.</summary>
    /// <param name="value">The stage and the share.</param>
    public void Report(PipelineProgress value)
    {
        if (value.Stage != _stage)
        {
            End();
            (_stage, _since, _rows) = (value.Stage, time.GetTimestamp(), null);
        }
        _rows = value.Rows ?? _rows;
        next.Report(value);
    }

    /// <summary>Notes that the last stage has ended.</summary>
    public void End()
    {
        if (_stage is null)
            return;
        var milliseconds = (long)time.GetElapsedTime(_since).TotalMilliseconds;
        ServiceTraces.Ended(_stage, time.GetElapsedTime(_since));
        if (_rows is { } rows)
            logger.LogInformation("Stage {Stage} took {Milliseconds} ms for {Rows} rows", _stage, milliseconds, rows);
        else
            logger.LogInformation("Stage {Stage} took {Milliseconds} ms", _stage, milliseconds);
        _stage = null;
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
