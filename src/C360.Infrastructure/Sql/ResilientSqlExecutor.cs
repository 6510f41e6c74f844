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
    private readonly ResiliencePipeline _pipeline;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly TimeProvider _time;
    private long _openedAt;

    /// <summary>Wraps an engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">The deadline.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of faults and of the breaker's state.</param>
    public ResilientSqlExecutor(ISqlExecutor engine, EngineOptions options, TimeProvider time, ILogger<ResilientSqlExecutor> logger)
    {
        (_engine, _time) = (engine, time);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
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
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = 10,
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
            return await _pipeline.ExecuteAsync(
                static async (context, state) => await state._engine.QueryAsync<TRow>(state.query, context.CancellationToken),
                context,
                (_engine, query)
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
