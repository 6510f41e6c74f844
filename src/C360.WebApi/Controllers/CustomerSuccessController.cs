using C360.Application.CustomerSuccess;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What Customer Success asks.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
[ApiController, Route("customer-success"), Tags("Customer Success")]
public sealed class CustomerSuccessController(IMediator mediator) : ControllerBase
{
    /// <inheritdoc cref="Application.CustomerSuccess.SupportInsights"/>
    [HttpGet("support-insights"), Access(Scope.Read)]
    public Task<Answer<SupportSatisfaction>> SupportInsights([FromQuery] SupportInsights query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.CustomerSuccess.LifecycleAnalysis"/>
    [HttpGet("lifecycle-analysis"), Access(Scope.Read)]
    public Task<Answer<LifecycleStage>> LifecycleAnalysis([FromQuery] LifecycleAnalysis query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);
}
