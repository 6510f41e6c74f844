using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// Where an execution stands, and what comes after the end of a stream. The server cuts streams by design, so only <c>result_complete</c> ends a result.
/// </summary>
/// <param name="repeatable">Whether it may be executed again when it is not sure that it never was: a SELECT may, a command may not.</param>
/// <param name="time">The clock.</param>
internal sealed class ReattachState(bool repeatable, TimeProvider time)
{
    /// <summary>Servers end streams after two minutes, whatever they bring: those that end sooner than this and brought nothing are not in order.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    /// <summary>How long they may be so one after the other.</summary>
    private static readonly TimeSpan LongestDisorder = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How many failures in a row are the end of what was sent.</summary>
    private readonly int _tries = repeatable ? RetryPolicy.MaxTries : RetryPolicy.MaxTriesOfCommand;

    private bool _reattaching;
    private bool _answered;
    private int _executions;
    private int _failures;
    private int _unsent;
    private int _silent;
    private long _opened;
    private long? _disorder;
    private bool _brought;

    /// <summary>Whether the server may know the operation: the next stream reattaches to it.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether the whole result has come.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether a command was sent and nothing has come back: it may have run.</summary>
    public bool IsInDoubt => IsSent && !repeatable && !_answered;

    /// <summary>The last response that came.</summary>
    public string? LastResponseId { get; private set; }

    /// <summary>A stream begins.</summary>
    public void Open()
    {
        _reattaching = IsSent;
        IsSent = true;
        _executions += _reattaching ? 0 : 1;
        (_opened, _brought) = (time.GetTimestamp(), false);
    }

    /// <summary>A response came: what failed before is forgiven.</summary>
    public void Accept(ExecutePlanResponse response)
    {
        (_answered, _brought) = (true, true);
        (_failures, _unsent, _silent, _disorder) = (0, 0, 0, null);
        if (response.ResponseId.Length > 0)
            LastResponseId = response.ResponseId;
        IsComplete |= response.ResponseTypeCase == ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete;
    }

    /// <summary>A stream ended well before the result did.</summary>
    /// <returns>
    /// The pause before the next: none, or a growing one when streams bring nothing. Null when it is over: too long they have ended as soon as they began.
    /// A statement of 3.5, which tells no progress, may be silent for hours: every two minutes a stream ends that has brought nothing.
    /// </returns>
    public TimeSpan? Pause()
    {
        if (time.GetElapsedTime(_opened) >= Early)
            (_failures, _unsent, _disorder) = (0, 0, null);
        else if (!_brought && time.GetElapsedTime(_disorder ??= _opened) > LongestDisorder)
            return null;
        TimeSpan pause = _silent == 0 ? TimeSpan.Zero : FirstPause * Math.Pow(2, Math.Min(_silent - 1, 10));
        _silent++;
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>A stream failed.</summary>
    /// <param name="failure">How.</param>
    /// <param name="neverSent">Whether there was no connection at all.</param>
    /// <returns>The pause before the next stream; null when it is over.</returns>
    public TimeSpan? After(SparkFailure failure, bool neverSent)
    {
        if (neverSent)
        {
            IsSent = _reattaching;
            return Retry(ref _unsent, failure, _reattaching ? _tries : RetryPolicy.MaxTries);
        }
        if (failure.Status == GrpcStatus.DeadlineExceeded)
            return _brought ? Pause() : Retry(ref _failures, failure, _tries); // the stream grew old, or its server is silent
        if (_reattaching && failure.OperationUnknown)
            return ExecuteAgain();
        if (!_reattaching && failure.OperationExists && _executions > 1)
            return TimeSpan.Zero; // it had arrived after all
        return failure.IsRetryable ? Retry(ref _failures, failure, _tries) : null;
    }

    /// <summary>When nothing has come and the server knows of nothing, nothing was lost.</summary>
    private TimeSpan? ExecuteAgain()
    {
        if (_answered || !repeatable || _executions >= RetryPolicy.MaxTries)
            return null;
        IsSent = false;
        return TimeSpan.Zero;
    }

    private static TimeSpan? Retry(ref int failures, SparkFailure failure, int tries) =>
        ++failures < tries ? RetryPolicy.Delay(failures, failure.RetryDelay) : null;
}
