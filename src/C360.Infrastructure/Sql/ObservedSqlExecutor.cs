using System.Diagnostics;
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Application.Telemetry;

namespace C360.Infrastructure.Sql;

/// <summary>Measures every query of the engine, as its caller waits for it, and puts a span around it.</summary>
/// <param name="engine">Asks the engine.</param>
/// <param name="name">The engine's name.</param>
/// <param name="waiting">How many queries wait for their turn.</param>
/// <param name="metrics">Told of each query.</param>
/// <param name="time">The clock.</param>
internal sealed class ObservedSqlExecutor(
    ResilientSqlExecutor engine,
    string name,
    Func<int> waiting,
    ServiceMetrics metrics,
    TimeProvider time
) : ISqlExecutor, IEngineStatus
{
    private int _asked;

    /// <inheritdoc/>
    public EngineState State => engine.State;

    /// <inheritdoc/>
    public int Running => Math.Max(0, Volatile.Read(ref _asked) - waiting());

    /// <inheritdoc/>
    public int Waiting => waiting();

    /// <inheritdoc/>
    public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        string outcome = "answered";
        using Activity? span = ServiceTraces.Source.StartActivity("engine", ActivityKind.Client);
        span?.SetTag("c360.engine", name);
        span?.SetTag("c360.query", query.Name);
        Interlocked.Increment(ref _asked);
        try
        {
            SqlResult<TRow> result = await engine.QueryAsync<TRow>(query, cancellationToken);
            span?.SetTag("c360.rows", result.Rows.Count);
            return result;
        }
        catch (Exception exception)
        {
            outcome = OutcomeOf(exception);
            // Its message may hold a value of the data.
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
            metrics.EngineAsked(name, query.Name, outcome, time.GetElapsedTime(start));
        }
    }

    private static string OutcomeOf(Exception exception) =>
        exception switch
        {
            EngineTimeoutException => "timeout",
            EngineUnavailableException => "unavailable",
            OperationCanceledException => "cancelled",
            DataNotReadyException => "not_ready",
            _ => "failed",
        };
}
