using System.Runtime.ExceptionServices;
using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Infrastructure.Spark.Connect;

/// <summary>The responses of one execution, over as many streams as it takes, see <see cref="ReattachState"/>. For one reader at a time.</summary>
internal sealed class Execution : IAsyncDisposable
{
    /// <summary>How long a caller who gives up waits for the server to hear of it; the server is told all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly SessionCalls _calls;
    private readonly SessionGuard _guard;
    private readonly ExecutePlanRequest _request;
    private readonly TimeProvider _time;
    private readonly ReattachState _state;
    private readonly ExecutionReleaser _releaser;
    private readonly ExecutionProgress _progress;
    private readonly CancellationTokenSource _cancelled;
    private readonly CancellationToken _token;
    private GrpcCall<ExecutePlanResponse>? _call;
    private long _bytes;
    private ExceptionDispatchInfo? _failure;
    private int _stopped;
    private int _disposed;

    /// <summary>Prepares an execution; it begins when the first response is asked for.</summary>
    /// <param name="calls">The session's calls.</param>
    /// <param name="guard">Says whether an answer can be believed.</param>
    /// <param name="request">What is executed.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Execution(
        SessionCalls calls,
        SessionGuard guard,
        ExecutePlanRequest request,
        IProgress<double>? progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        (_calls, _guard, _request, _time) = (calls, guard, request, time);
        _state = new ReattachState(repeatable: request.Plan.OpTypeCase == Plan.OpTypeOneofCase.Root);
        _releaser = new ExecutionReleaser(calls, request.OperationId);
        _progress = new ExecutionProgress(progress);
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _token = _cancelled.Token;
    }

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
                _releaser.Consumed(last, _bytes);
            while (!_state.IsComplete)
            {
                _token.ThrowIfCancellationRequested();
                if (await TryNextAsync() is { } response)
                    return response;
            }
            return null;
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            // What the server itself has ended needs no interrupt.
            await StopAsync(interrupt: exception.InnerException is not GrpcException { ByServer: true });
            throw;
        }
    }

    /// <summary>Cancels what still runs, here and on the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _cancelled.CancelAsync();
        await StopAsync(interrupt: true);
        _cancelled.Dispose();
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
            pause = _state.Pause();
        }
        catch (GrpcException exception)
        {
            pause = await RecoverAsync(exception);
        }
        await CloseAsync();
        await Task.Delay(pause, _time, _token);
        return null;
    }

    private GrpcCall<ExecutePlanResponse> Open()
    {
        bool reattaches = _state.IsSent;
        _state.Open();
        return reattaches
            ? _calls.Stream("ReattachExecute", _calls.Requests.Reattach(_request.OperationId, _state.LastResponseId), _token)
            : _calls.Stream("ExecutePlan", _request, _token);
    }

    private async Task AcceptAsync(ExecutePlanResponse response)
    {
        _calls.Observe(response.SessionId, response.ServerSideSessionId);
        if (response.OperationId.Length > 0 && response.OperationId != _request.OperationId)
            throw new SparkException(SparkErrorKind.Protocol, "The answer is that of another statement");
        await _guard.VerifyAsync(_token);

        _state.Accept(response);
        _bytes = response.ArrowBatch?.Data.Length ?? 0;
        if (response.ExecutionProgress is { } report)
            _progress.Accept(report);
        if (_state.IsComplete && Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            _releaser.All();
            _calls.Background.Add(DrainAsync(Interlocked.Exchange(ref _call, null)));
        }
    }

    /// <summary>The pause before the next stream, if there is to be one.</summary>
    private async Task<TimeSpan> RecoverAsync(GrpcException exception)
    {
        _calls.Note(exception);
        SparkFailure failure = exception.Failure;
        if (!_calls.IsLost && _state.After(failure, exception.NeverSent) is { } pause)
            return pause;
        // What a session without its views has to say of a statement is not to be believed either.
        if (failure.Kind is not (SparkErrorKind.Unreachable or SparkErrorKind.SessionLost))
            await _guard.VerifyAsync(_token);
        if (_state.IsInDoubt && failure.OperationUnknown && !failure.IsSessionLost)
            throw new SparkException(SparkErrorKind.Unreachable, "Nobody knows whether the statement ran", exception)
            {
                ErrorClass = failure.Class,
            };
        throw await _calls.ExplainAsync(exception, _token);
    }

    /// <summary>Reads a complete stream to its end: a server that is hung up on after every statement may take it for an attack.</summary>
    private async Task DrainAsync(GrpcCall<ExecutePlanResponse>? call)
    {
        if (call is null)
            return;
        Task end = call.NextAsync();
        await end.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await call.DisposeAsync();
    }

    /// <summary>Ends an execution that is not complete, once. Hanging up alone would leave it running.</summary>
    private async Task StopAsync(bool interrupt)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        await CloseAsync();
        if (!_state.IsSent || _calls.IsGone)
            return;
        if (!interrupt)
        {
            _releaser.All();
            return;
        }
        Task told = InterruptAsync();
        _calls.Background.Add(told);
        await told.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task InterruptAsync()
    {
        try
        {
            await _calls.OnceAsync(
                "Interrupt",
                _calls.Requests.InterruptOperation(_request.OperationId),
                InterruptResponse.Parser,
                SessionCalls.FarewellDeadline,
                CancellationToken.None
            );
        }
        catch (GrpcException)
        {
            // The server gives up by itself what nobody reattaches to.
        }
        _releaser.All();
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _call, null) is { } call)
            await call.DisposeAsync();
    }
}
