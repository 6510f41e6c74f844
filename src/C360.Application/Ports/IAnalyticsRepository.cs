using C360.Application.Queries;

namespace C360.Application.Ports;

/// <summary>Answers named queries from the current snapshot.</summary>
public interface IAnalyticsRepository
{
    /// <summary>Runs the query's text, once, on one snapshot.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="query">The request, already validated.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="DataNotReadyException">There is no snapshot yet.</exception>
    /// <exception cref="EngineUnavailableException">The engine is down.</exception>
    /// <exception cref="EngineTimeoutException">The answer took too long.</exception>
    Task<Answer<TRow>> AskAsync<TRow>(IAnalyticQuery<TRow> query, CancellationToken cancellationToken)
        where TRow : class;
}
