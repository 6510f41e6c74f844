using C360.Application.Marketing;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What Marketing asks.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
[ApiController, Route("marketing"), Tags("Marketing")]
public sealed class MarketingController(IMediator mediator) : ControllerBase
{
    /// <inheritdoc cref="Application.Marketing.CustomerHealthOverview"/>
    [HttpGet("customer-health-overview"), Access(Scope.Read)]
    public Task<Answer<CustomerHealth>> CustomerHealthOverview(
        [FromQuery] CustomerHealthOverview query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Marketing.ChurnRiskCustomers"/>
    [HttpGet("churn-risk-customers"), Access(Scope.Customers)]
    public Task<Answer<ChurnRiskCustomer>> ChurnRiskCustomers([FromQuery] ChurnRiskCustomers query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Marketing.LoyaltyProgramMetrics"/>
    [HttpGet("loyalty-program-metrics"), Access(Scope.Read)]
    public Task<Answer<LoyaltyTierMetrics>> LoyaltyProgramMetrics(
        [FromQuery] LoyaltyProgramMetrics query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Marketing.CustomerSegmentation"/>
    [HttpGet("customer-segmentation"), Access(Scope.Read)]
    public Task<Answer<CustomerSegment>> CustomerSegmentation(
        [FromQuery] CustomerSegmentation query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);
}
