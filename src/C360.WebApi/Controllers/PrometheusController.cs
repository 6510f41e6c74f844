using C360.Domain.Access;
using C360.WebApi.Http;
using C360.WebApi.Telemetry;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What Prometheus scrapes.</summary>
/// <param name="exporter">Reads the instruments.</param>
[ApiController, Route("metrics"), Tags("Admin")]
public sealed class PrometheusController(PrometheusExporter exporter) : ControllerBase
{
    /// <summary>Every instrument of the service as Prometheus reads it: text, without the envelope.</summary>
    /// <response code="200">The text format of Prometheus, version 0.0.4.</response>
    [HttpGet, Access(Scope.Admin)]
    [Produces("text/plain"), ProducesResponseType<string>(200, "text/plain")]
    public ContentResult PrometheusMetrics() => Content(exporter.Scrape(), PrometheusText.ContentType);
}
