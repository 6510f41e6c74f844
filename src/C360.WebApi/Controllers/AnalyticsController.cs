using C360.Application.Analytics;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What everybody asks about single customers.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
[ApiController, Route("analytics"), Tags("Analytics")]
public sealed class AnalyticsController(IMediator mediator) : ControllerBase
{
    /// <inheritdoc cref="Application.Analytics.CustomerProfiles"/>
    [HttpGet("customer-profiles"), Access(Scope.Customers)]
    public Task<Answer<CustomerProfile>> CustomerProfiles([FromQuery] CustomerProfiles query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Analytics.CustomerProfileById"/>
    /// <param name="customerId">The customer's id, one percent-encoded segment: a/b is a%2Fb.</param>
    /// <param name="cancellationToken">The client has left.</param>
    [HttpGet("customer-profiles/{customer_id}"), Access(Scope.Customers)]
    public Task<Answer<CustomerProfile>> CustomerProfileById(
        [FromRoute(Name = "customer_id"), ModelBinder(typeof(PathSegmentBinder))] string customerId,
        CancellationToken cancellationToken
    ) => mediator.Send(new CustomerProfileById(customerId), cancellationToken);
}
