// Long because deadline, second try, turn and breaker are one order, which nobody would see in several files.
using C360.Application.Ports;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace C360.Infrastructure.Sql;

/// <summary>
/// Puts the deadline, one more try and the circuit breaker around an engine. Only transient faults are tried again; the breaker counts those and
/// deadlines, so that one greedy query does not shut the door for all; who only waited for his turn is no deadline of the engine's.
/// </summary>
internal sealed class ResilientSqlExecutor : ISqlExecutor
{
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);
    private readonly ISqlExecutor _engine;
    private readonly QueryTurns? _turns;
    private readonly ResiliencePipeline _attempts;
    private readonly ResiliencePipeline _breaking;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly TimeProvider _time;
    private long _openedAt;

    /// <summary>Wraps an engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">The deadline.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of faults and of the breaker's state.</param>
    /// <param name="turns">Who may ask the engine next, where the engine does not see to that itself.</param>
    public ResilientSqlExecutor(
        ISqlExecutor engine,
        EngineOptions options,
        TimeProvider time,
        ILogger<ResilientSqlExecutor> logger,
        QueryTurns? turns = null
    )
    {
        (_engine, _time, _turns) = (engine, time, turns);
        _attempts = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(TimeSpan.FromSeconds(options.QueryTimeoutSeconds))
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 1,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(50),
                    ShouldHandle = new PredicateBuilder().Handle<TransientEngineException>(),
                    OnRetry = arguments =>
                    {
                        logger.LogWarning(arguments.Outcome.Exception, "A passing fault of the engine; the query is tried again");
                        return default;
                    },
                }
            )
            .Build();
        _breaking = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    // An engine that says nothing brings one deadline for each turn, and no more: half of them suffice.
                    MinimumThroughput = turns is null ? 10 : QueryTurns.AtOnce / 2,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = BreakDuration,
                    StateProvider = _breaker,
                    ShouldHandle = CountsForTheBreaker,
                    OnOpened = _ =>
                    {
                        Volatile.Write(ref _openedAt, time.GetTimestamp());
                        return Logged(logger, LogLevel.Error, "The engine keeps failing; queries are refused for a while");
                    },
                    OnClosed = _ => Logged(logger, LogLevel.Information, "The engine is back"),
                }
            )
            .Build();
    }

    /// <summary>The circuit breaker's state.</summary>
    /// <remarks>
    /// Polly lets the next query through when the break is over, and calls itself open until one comes. None would come where a balancer asks /health
    /// before it sends any.
    /// </remarks>
    public EngineState State =>
        _breaker.CircuitState switch
        {
            CircuitState.Closed => EngineState.Closed,
            CircuitState.Open when _time.GetElapsedTime(Volatile.Read(ref _openedAt)) < BreakDuration => EngineState.Open,
            _ => EngineState.HalfOpen,
        };

    /// <inheritdoc/>
    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Caller, cancellationToken);
        try
        {
            return await _attempts.ExecuteAsync(
                static async (context, asked) => await asked.executor.InTurnAsync<TRow>(context, asked.query),
                context,
                (executor: this, query)
            );
        }
        catch (TimeoutRejectedException exception)
        {
            throw new EngineTimeoutException(exception);
        }
        catch (NeverBegunException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new EngineBusyException(exception);
        }
        catch (Exception exception) when (exception is TransientEngineException or BrokenCircuitException)
        {
            throw new EngineUnavailableException(exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Who only waits for a turn is neither a success nor a failure: the breaker sees those whose turn has come.</summary>
    private Task<SqlResult<TRow>> InTurnAsync<TRow>(ResilienceContext context, SqlQuery query)
    {
        return _turns is null ? AskAsync() : _turns.RunAsync(AskAsync, context.CancellationToken);

        Task<SqlResult<TRow>> AskAsync() =>
            _breaking
                .ExecuteAsync(
                    static async (context, asked) => await asked._engine.QueryAsync<TRow>(asked.query, context.CancellationToken),
                    context,
                    (_engine, query)
                )
                .AsTask();
    }

    private static readonly ResiliencePropertyKey<CancellationToken> Caller = new("caller");

    /// <summary>The breaker is inside the deadline: it sees a deadline as a cancellation that the caller did not ask for.</summary>
    private static ValueTask<bool> CountsForTheBreaker(CircuitBreakerPredicateArguments<object> arguments) =>
        ValueTask.FromResult(
            arguments.Outcome.Exception switch
            {
                TransientEngineException => true,
                OperationCanceledException => arguments.Context.Properties.TryGetValue(Caller, out CancellationToken caller)
                    && !caller.IsCancellationRequested,
                _ => false,
            }
        );

    private static ValueTask Logged(ILogger logger, LogLevel level, string message)
    {
        logger.Log(level, "{Message}", message);
        return default;
    }
}
