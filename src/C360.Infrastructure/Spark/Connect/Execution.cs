// Long because an execution goes on over many streams, and may end in each of their phases.
using System.Runtime.ExceptionServices;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>The responses of one execution, over as many streams as it takes (see <see cref="ReattachState"/>). For one reader at a time.</summary>
/// <param name="calls">The session's calls.</param>
/// <param name="guard">Says whether an answer can be believed.</param>
/// <param name="request">What is executed.</param>
/// <param name="progress">Told how far it is.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="cancelled">Ends it, and is disposed of with it.</param>
/// <param name="caller">Who asked for it; what else cancels it is the end of its session.</param>
internal sealed class Execution(
    SessionCalls calls,
    SessionGuard guard,
    ExecutePlanRequest request,
    IProgress<double>? progress,
    TimeProvider time,
    CancellationTokenSource cancelled,
    CancellationToken caller
) : IAsyncDisposable
{
    private readonly CancellationToken _token = cancelled.Token;
    private readonly ReattachState _state = new(repeatable: request.Plan.OpTypeCase == Plan.OpTypeOneofCase.Root, time);
    private readonly ExecutionEnd _end = new(calls, request.OperationId, time);
    private readonly ExecutionProgress _progress = new(progress);
    private GrpcCall<ExecutePlanResponse>? _call;
    private long _bytes;
    private ExceptionDispatchInfo? _failure;
    private int _stopped;
    private int _disposed;

    /// <summary>The next response; its batch is good until the one after it is asked for.</summary>
    /// <returns>Null when the result is complete.</returns>
    /// <exception cref="SparkException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and the server told.</exception>
    public async ValueTask<ExecutePlanResponse?> NextAsync()
    {
        _failure?.Throw();
        try
        {
            if (_state.LastResponseId is { } last)
                _end.Consumed(last, _bytes);
            while (!_state.IsComplete)
            {
                _token.ThrowIfCancellationRequested();
                if (await TryNextAsync() is { } response)
                    return response;
            }
            return null;
        }
        catch (OperationCanceledException exception) when (!caller.IsCancellationRequested)
        {
            throw await FailAsync(calls.Ended(exception));
        }
        catch (Exception exception)
        {
            await FailAsync(exception);
            throw;
        }
    }

    /// <summary>Cancels what still runs, here and on the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        // The last stream of a complete result is being read to its end.
        if (!_state.IsComplete)
            await cancelled.CancelAsync();
        await StopAsync(interrupt: true);
        cancelled.Dispose();
    }

    /// <summary>A response; null when another attempt is to be made.</summary>
    private async Task<ExecutePlanResponse?> TryNextAsync()
    {
        TimeSpan pause;
        try
        {
            _call ??= Open();
            if (await _call.NextAsync() is { } response)
            {
                await AcceptAsync(response);
                return response;
            }
            pause =
                _state.Pause()
                ?? throw new SparkException(SparkErrorKind.Unreachable, "The server ends every stream at once, and brings nothing");
        }
        catch (GrpcException exception)
        {
            pause = await RecoverAsync(exception);
        }
        await CloseAsync();
        await Task.Delay(pause, time, _token);
        return null;
    }

    private GrpcCall<ExecutePlanResponse> Open()
    {
        bool reattaches = _state.IsSent;
        _state.Open();
        return reattaches
            ? calls.Stream("ReattachExecute", calls.Requests.Reattach(request.OperationId, _state.LastResponseId), _token)
            : calls.Stream("ExecutePlan", request, _token);
    }

    private async Task AcceptAsync(ExecutePlanResponse response)
    {
        calls.Observe(response.SessionId, response.ServerSideSessionId);
        if (response.OperationId.Length > 0 && response.OperationId != request.OperationId)
            throw new SparkException(SparkErrorKind.Protocol, "The answer is that of another statement");
        await guard.VerifyAsync(_token);

        _state.Accept(response);
        _bytes = response.ArrowBatch?.Data.Length ?? 0;
        if (response.ExecutionProgress is { } report)
            _progress.Accept(report);
        if (_state.IsComplete && Interlocked.Exchange(ref _stopped, 1) == 0)
            _end.Complete(Interlocked.Exchange(ref _call, null));
    }

    /// <summary>The pause before the next stream, if there is to be one.</summary>
    private async Task<TimeSpan> RecoverAsync(GrpcException exception)
    {
        calls.Note(exception);
        SparkFailure failure = exception.Failure;
        if (!calls.IsLost && _state.After(failure, exception.NeverSent) is { } pause)
            return pause;
        // What a session without its views has to say of a statement is not to be believed either.
        if (failure.Kind is not (SparkErrorKind.Unreachable or SparkErrorKind.SessionLost))
            await guard.ConfirmAsync(_token);
        if (_state.IsInDoubt && failure.OperationUnknown && !failure.IsSessionLost)
            throw new SparkException(SparkErrorKind.Unreachable, "Nobody knows whether it ran", exception) { ErrorClass = failure.Class };
        throw await calls.ExplainAsync(exception, _token);
    }

    private async Task<Exception> FailAsync(Exception failure)
    {
        _failure = ExceptionDispatchInfo.Capture(failure);
        // What the server itself has ended needs no interrupt.
        await StopAsync(interrupt: failure.InnerException is not GrpcException { ByServer: true });
        return failure;
    }

    /// <summary>Ends an execution that is not complete, once.</summary>
    private async Task StopAsync(bool interrupt)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        await CloseAsync();
        if (_state.IsSent)
            await _end.StopAsync(interrupt);
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _call, null) is { } call)
            await call.DisposeAsync();
    }
}
