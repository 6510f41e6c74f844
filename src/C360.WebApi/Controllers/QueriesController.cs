using C360.Application.Catalogue;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What programs ask to find their way: the catalogue of the named queries.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
/// <param name="time">The clock.</param>
[ApiController, Route("queries"), Tags("Queries")]
public sealed class QueriesController(IMediator mediator, TimeProvider time) : ControllerBase
{
    /// <inheritdoc cref="ListQueries"/>
    [HttpGet, Access(Scope.Read)]
    public async Task<Envelope<QueryDescription[]>> Queries(CancellationToken cancellationToken)
    {
        QueryDescription[] queries = await mediator.Send(new ListQueries(), cancellationToken);
        return Enveloped(queries) with { Count = queries.Length };
    }

    /// <inheritdoc cref="FindQuery"/>
    /// <param name="name">The query's name, as in churn_risk_customers.</param>
    /// <param name="cancellationToken">The client has left.</param>
    [HttpGet("{name}"), Access(Scope.Read)]
    public async Task<Envelope<QueryDescription>> Query(
        [FromRoute, ModelBinder(typeof(PathSegmentBinder))] string name,
        CancellationToken cancellationToken
    ) => Enveloped(await mediator.Send(new FindQuery(name), cancellationToken));

    private Envelope<TData> Enveloped<TData>(TData data) => new(Success: true, Envelope<TData>.Processed, time.GetUtcNow(), data, Count: 1);
}
