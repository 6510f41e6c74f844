using C360.Application.Ports;
using MediatR;

namespace C360.Application.Catalogue;

/// <summary>Lists the named queries by team: address, scope, parameters with their limits, columns with unit and meaning, and the SQL text.</summary>
public sealed record ListQueries : IRequest<QueryDescription[]>;

/// <summary>Lists named queries.</summary>
/// <param name="catalogue">The queries.</param>
internal sealed class ListQueriesHandler(IQueryCatalogue catalogue) : IRequestHandler<ListQueries, QueryDescription[]>
{
    /// <summary>Lists them.</summary>
    /// <param name="request">Nothing to say.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    public Task<QueryDescription[]> Handle(ListQueries request, CancellationToken cancellationToken) => Task.FromResult(catalogue.All);
}
