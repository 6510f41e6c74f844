using C360.Application.Product;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What Product asks.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
[ApiController, Route("product"), Tags("Product")]
public sealed class ProductController(IMediator mediator) : ControllerBase
{
    /// <inheritdoc cref="Application.Product.DigitalEngagementAnalysis"/>
    [HttpGet("digital-engagement-analysis"), Access(Scope.Read)]
    public Task<Answer<GenerationEngagement>> DigitalEngagementAnalysis(
        [FromQuery] DigitalEngagementAnalysis query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Product.CrossSellOpportunities"/>
    [HttpGet("cross-sell-opportunities"), Access(Scope.Customers)]
    public Task<Answer<CrossSellOpportunity>> CrossSellOpportunities(
        [FromQuery] CrossSellOpportunities query,
        CancellationToken cancellationToken
    ) => mediator.Send(query, cancellationToken);

    /// <inheritdoc cref="Application.Product.CategoryInsights"/>
    [HttpGet("category-insights"), Access(Scope.Read)]
    public Task<Answer<CategorySales>> CategoryInsights([FromQuery] CategoryInsights query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);
}
