using C360.Application.Admin;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace C360.WebApi.Controllers;

/// <summary>What the people and the scheduler who run the service ask.</summary>
/// <param name="mediator">Sends requests to their handlers.</param>
/// <param name="time">The clock.</param>
[ApiController, Route("admin"), Tags("Admin")]
public sealed class AdminController(IMediator mediator, TimeProvider time) : ControllerBase
{
    /// <inheritdoc cref="Application.Admin.RefreshData"/>
    /// <param name="request">Whether to build anyway.</param>
    /// <param name="key">
    /// A name of the client's choice for this request, 1 to 255 printable ASCII characters: within 24 hours the same name gives the same refresh, also
    /// after a restart, so that a request whose answer was lost can be sent again. Nothing is kept when the data was up to date.
    /// </param>
    /// <param name="cancellationToken">The client has left.</param>
    /// <response code="202">A refresh was started, or one was running; Location says where to follow it.</response>
    /// <response code="200">Nothing was to do: sources, models and as_of are those of the current snapshot, or of a newer one that was put aside; or the refresh that the Idempotency-Key names has ended.</response>
    [HttpPost("refresh-data"), Access(Scope.Admin)]
    [ProducesResponseType<Envelope<RefreshDataOutcome>>(202), ProducesResponseType<Envelope<RefreshDataOutcome>>(200)]
    [ProducesResponseType<ErrorEnvelope>(409)]
    public async Task<IActionResult> RefreshData(
        [FromQuery] RefreshData request,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken cancellationToken
    )
    {
        RefreshDataOutcome outcome = await mediator.Send(new RefreshDataOnce(request, key), cancellationToken);
        if (outcome.RefreshId is null)
            return Ok(Enveloped("Data is up to date", outcome));
        string location = $"/admin/refreshes/{outcome.RefreshId}";
        if (outcome.Status is not (RefreshDataStatus.Queued or RefreshDataStatus.Running))
        {
            Response.Headers.Location = location;
            return Ok(Enveloped("Data refresh has ended", outcome));
        }
        return Accepted(location, Enveloped(outcome.RefreshInitiated ? "Data refresh initiated" : "Data refresh already running", outcome));
    }

    /// <inheritdoc cref="ListRefreshes"/>
    [HttpGet("refreshes"), Access(Scope.Admin)]
    public async Task<Envelope<RefreshReport[]>> Refreshes([FromQuery] ListRefreshes request, CancellationToken cancellationToken)
    {
        RefreshReport[] refreshes = await mediator.Send(request, cancellationToken);
        return Enveloped(Envelope<RefreshReport[]>.Processed, refreshes) with { Count = refreshes.Length };
    }

    /// <inheritdoc cref="FindRefresh"/>
    /// <param name="id">The refresh's id, as POST /admin/refresh-data gave it.</param>
    /// <param name="cancellationToken">The client has left.</param>
    [HttpGet("refreshes/{id}"), Access(Scope.Admin)]
    public async Task<Envelope<RefreshReport>> Refresh(
        [FromRoute, ModelBinder(typeof(PathSegmentBinder))] string id,
        CancellationToken cancellationToken
    ) => Enveloped(Envelope<RefreshReport>.Processed, await mediator.Send(new FindRefresh(id), cancellationToken));

    /// <inheritdoc cref="Application.Admin.CancelRefresh"/>
    /// <param name="id">The refresh's id.</param>
    /// <param name="cancellationToken">The client has left.</param>
    /// <response code="202">It was told to stop; Location says where to see when it has.</response>
    /// <response code="200">It had ended already.</response>
    [HttpPost("refreshes/{id}/cancel"), Access(Scope.Admin)]
    [ProducesResponseType<Envelope<RefreshReport>>(202), ProducesResponseType<Envelope<RefreshReport>>(200)]
    [ProducesResponseType<ErrorEnvelope>(404), ProducesResponseType<ErrorEnvelope>(409)]
    public async Task<IActionResult> CancelRefresh(
        [FromRoute, ModelBinder(typeof(PathSegmentBinder))] string id,
        CancellationToken cancellationToken
    )
    {
        RefreshReport report = await mediator.Send(new CancelRefresh(id), cancellationToken);
        return report.FinishedAt is null
            ? Accepted($"/admin/refreshes/{report.RefreshId}", Enveloped("Data refresh is told to stop", report))
            : Ok(Enveloped("Data refresh has ended", report));
    }

    /// <inheritdoc cref="ListSnapshots"/>
    [HttpGet("snapshots"), Access(Scope.Admin)]
    public async Task<Envelope<SnapshotReport[]>> Snapshots(CancellationToken cancellationToken)
    {
        SnapshotReport[] snapshots = await mediator.Send(new ListSnapshots(), cancellationToken);
        return Enveloped(Envelope<SnapshotReport[]>.Processed, snapshots) with { Count = snapshots.Length };
    }

    /// <inheritdoc cref="Application.Admin.ActivateSnapshot"/>
    /// <param name="version">The snapshot's version, as GET /admin/snapshots lists it.</param>
    /// <param name="cancellationToken">The client has left.</param>
    /// <response code="200">The snapshot is current; another process that serves it follows within five seconds.</response>
    [HttpPost("snapshots/{version}/activate"), Access(Scope.Admin)]
    [ProducesResponseType<ErrorEnvelope>(409)]
    public async Task<Envelope<SnapshotReport>> ActivateSnapshot(
        [FromRoute, ModelBinder(typeof(PathSegmentBinder))] string version,
        CancellationToken cancellationToken
    ) => Enveloped("Snapshot is current", await mediator.Send(new ActivateSnapshot(version), cancellationToken));

    /// <inheritdoc cref="ShowSchedule"/>
    [HttpGet("schedule"), Access(Scope.Admin)]
    public async Task<Envelope<ScheduleReport>> Schedule(CancellationToken cancellationToken) =>
        Enveloped(Envelope<ScheduleReport>.Processed, await mediator.Send(new ShowSchedule(), cancellationToken));

    /// <inheritdoc cref="ShowMetrics"/>
    [HttpGet("metrics"), Access(Scope.Admin)]
    public async Task<Envelope<Metrics>> Metrics(CancellationToken cancellationToken) =>
        Enveloped(Envelope<Metrics>.Processed, await mediator.Send(new ShowMetrics(), cancellationToken));

    /// <inheritdoc cref="ShowDataQuality"/>
    [HttpGet("data-quality"), Access(Scope.Admin, ShowsPersons = true)]
    [ProducesResponseType<ErrorEnvelope>(503)]
    public async Task<Envelope<DataQuality>> DataQuality(CancellationToken cancellationToken)
    {
        DataQualityOutcome outcome = await mediator.Send(new ShowDataQuality(), cancellationToken);
        return Enveloped(Envelope<DataQuality>.Processed, outcome.Report) with
        {
            Meta = Meta.Of(outcome.Snapshot, outcome.Stale, truncated: false),
        };
    }

    /// <inheritdoc cref="Application.Admin.RejectedRows"/>
    [HttpGet("data-quality/rejected-rows"), Access(Scope.Admin, ShowsPersons = true)]
    public Task<Answer<RejectedRow>> RejectedRows([FromQuery] RejectedRows query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    private Envelope<TData> Enveloped<TData>(string message, TData data) => new(Success: true, message, time.GetUtcNow(), data, Count: 1);
}
