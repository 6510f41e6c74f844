using C360.Application.Finance;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What Finance asks.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
[ApiController, Route("finance"), Tags("Finance")]
public sealed class FinanceController(IMediator mediator) : ControllerBase
{
    /// <inheritdoc cref="Application.Finance.CustomerLifetimeValue"/>
    [HttpGet("customer-lifetime-value"), Access(Scope.Read)]
    public Task<Answer<ValueSegmentRevenue>> CustomerLifetimeValue(
        [FromQuery] CustomerLifetimeValue query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Finance.RevenueAnalysis"/>
    [HttpGet("revenue-analysis"), Access(Scope.Read)]
    public Task<Answer<SegmentRevenue>> RevenueAnalysis([FromQuery] RevenueAnalysis query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Finance.RfmSegmentation"/>
    [HttpGet("rfm-segmentation"), Access(Scope.Read)]
    public Task<Answer<RfmSegment>> RfmSegmentation([FromQuery] RfmSegmentation query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Finance.ProfitabilityMetrics"/>
    [HttpGet("profitability-metrics"), Access(Scope.Read)]
    public Task<Answer<TierProfitability>> ProfitabilityMetrics(
        [FromQuery] ProfitabilityMetrics query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);
}
