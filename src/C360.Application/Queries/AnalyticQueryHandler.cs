using System.Reflection;
using C360.Application.Ports;
using MediatR;

namespace C360.Application.Queries;

/// <summary>Answers every named query: asks the repository, and knows when one thing was asked for and there is none.</summary>
/// <typeparam name="TQuery">The request.</typeparam>
/// <typeparam name="TRow">Its row.</typeparam>
/// <param name="repository">Answers questions from the current snapshot.</param>
internal sealed class AnalyticQueryHandler<TQuery, TRow>(IAnalyticsRepository repository) : IRequestHandler<TQuery, Answer<TRow>>
    where TQuery : IAnalyticQuery<TRow>
    where TRow : class
{
    private static readonly string? What = typeof(TQuery).GetCustomAttribute<FindsOneAttribute>()?.What;

    /// <summary>Answers the query.</summary>
    /// <param name="request">The request, already validated.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="NotFoundException">One thing was asked for and there is none.</exception>
    public async Task<Answer<TRow>> Handle(TQuery request, CancellationToken cancellationToken)
    {
        Answer<TRow> answer = await repository.AskAsync(request, cancellationToken);
        return What is not null && answer.Rows.Count == 0 ? throw new NotFoundException(What) : answer;
    }
}
