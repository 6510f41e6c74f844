using C360.Application.Admin;
using C360.WebApi.Configuration;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What probes and load balancers ask: answered from memory, never cached, limited or refused.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
/// <param name="options">The environment's name.</param>
/// <param name="time">The clock.</param>
[ApiController, Route("health"), Tags("Health")]
public sealed class HealthController(IMediator mediator, ServiceOptions options, TimeProvider time) : ControllerBase
{
    /// <summary>How the service is, and how old its data.</summary>
    /// <response code="200">Answers come; status tells healthy from degraded.</response>
    /// <response code="503">Nothing can be answered.</response>
    [HttpGet, AllowAnonymous]
    [ProducesResponseType<Health>(200), ProducesResponseType<Health>(503)]
    public async Task<IActionResult> Health(CancellationToken cancellationToken)
    {
        HealthReport report = await mediator.Send(new ShowHealth(), cancellationToken);
        var health = new Health(
            report.Status,
            ServiceOptions.Version,
            options.Environment,
            time.GetUtcNow(),
            report.DatabaseStatus,
            report.SparkStatus,
            report.SparkVersion,
            report.TotalCustomers,
            report.DataVersion,
            report.AsOf,
            report.RefreshedAt,
            report.Stale,
            report.EngineState,
            report.LastRefresh
        );
        return StatusCode(report.Status == HealthStatus.Unavailable ? 503 : 200, health);
    }

    /// <summary>Whether the process runs.</summary>
    /// <response code="200">It does.</response>
    [HttpGet("live"), AllowAnonymous]
    [ProducesResponseType<Probe>(200)]
    public Probe Live() => new("live");

    /// <summary>Whether a snapshot serves: until then a load balancer should send nobody here.</summary>
    /// <response code="200">One does.</response>
    /// <response code="503">Not yet.</response>
    [HttpGet("ready"), AllowAnonymous]
    [ProducesResponseType<Probe>(200), ProducesResponseType<Probe>(503)]
    public async Task<IActionResult> Ready(CancellationToken cancellationToken) =>
        (await mediator.Send(new ShowHealth(), cancellationToken)).DataVersion is null
            ? StatusCode(503, new Probe("not_ready"))
            : Ok(new Probe("ready"));
}
