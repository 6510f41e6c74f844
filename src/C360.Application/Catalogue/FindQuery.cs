using C360.Application.Ports;
using C360.Domain.Spelling;
using MediatR;

namespace C360.Application.Catalogue;

/// <summary>Shows one named query.</summary>
/// <param name="Name">Its name.</param>
public sealed record FindQuery(string Name) : IRequest<QueryDescription>;

/// <summary>Finds named queries.</summary>
/// <param name="catalogue">The queries.</param>
internal sealed class FindQueryHandler(IQueryCatalogue catalogue) : IRequestHandler<FindQuery, QueryDescription>
{
    /// <summary>Finds the query.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    public Task<QueryDescription> Handle(FindQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(
            catalogue.All.FirstOrDefault(query => query.Name == request.Name)
                ?? throw new NotFoundException("Query", NearestName.Of(request.Name, catalogue.All.Select(query => query.Name)))
        );
}
