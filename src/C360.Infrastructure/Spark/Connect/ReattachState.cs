using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>
/// Where an execution stands, and what comes after the end of a stream. The server cuts streams by design, so only <c>result_complete</c> ends a result.
/// </summary>
/// <param name="repeatable">Whether it may be executed again when it is not sure that it never was: a SELECT may, a command may not.</param>
internal sealed class ReattachState(bool repeatable)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private bool _reattaching;
    private bool _answered;
    private int _executions;
    private int _failures;
    private int _unsent;
    private int _silent;

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
    }

    /// <summary>A response came: what failed before is forgiven.</summary>
    public void Accept(ExecutePlanResponse response)
    {
        _answered = true;
        (_failures, _unsent, _silent) = (0, 0, 0);
        if (response.ResponseId.Length > 0)
            LastResponseId = response.ResponseId;
        IsComplete |= response.ResponseTypeCase == ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete;
    }

    /// <summary>A stream ended well before the result did.</summary>
    /// <returns>The pause before the next: none, or a growing one when streams bring nothing.</returns>
    public TimeSpan Pause()
    {
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
            return Retry(ref _unsent, failure);
        }
        if (failure.Status == GrpcStatus.DeadlineExceeded)
            return Pause(); // the stream grew old, the operation lives on
        if (_reattaching && failure.OperationUnknown)
            return ExecuteAgain();
        if (!_reattaching && failure.OperationExists && _executions > 1)
            return TimeSpan.Zero; // it had arrived after all
        return failure.IsRetryable ? Retry(ref _failures, failure) : null;
    }

    /// <summary>When nothing has come and the server knows of nothing, nothing was lost.</summary>
    private TimeSpan? ExecuteAgain()
    {
        if (_answered || !repeatable || _executions >= RetryPolicy.MaxTries)
            return null;
        IsSent = false;
        return TimeSpan.Zero;
    }

    private static TimeSpan? Retry(ref int failures, SparkFailure failure) =>
        ++failures < RetryPolicy.MaxTries ? RetryPolicy.Delay(failures, failure.RetryDelay) : null;
}
