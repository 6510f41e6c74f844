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
    /// <response code="202">A refresh was started, or one was running; Location says where to follow it.</response>
    /// <response code="200">Nothing was to do: sources, models and as_of are what the current snapshot was built from.</response>
    [HttpPost("refresh-data"), Access(Scope.Admin)]
    [ProducesResponseType<Envelope<RefreshDataOutcome>>(202), ProducesResponseType<Envelope<RefreshDataOutcome>>(200)]
    public async Task<IActionResult> RefreshData([FromQuery] RefreshData request, CancellationToken cancellationToken)
    {
        RefreshDataOutcome outcome = await mediator.Send(request, cancellationToken);
        if (outcome.RefreshId is null)
            return Ok(Enveloped("Data is up to date", outcome));
        string message = outcome.RefreshInitiated ? "Data refresh initiated" : "Data refresh already running";
        return Accepted($"/admin/refreshes/{outcome.RefreshId}", Enveloped(message, outcome));
    }

    /// <inheritdoc cref="FindRefresh"/>
    /// <param name="id">The refresh's id, as POST /admin/refresh-data gave it.</param>
    /// <param name="cancellationToken">The client has left.</param>
    [HttpGet("refreshes/{id}"), Access(Scope.Admin)]
    public async Task<Envelope<RefreshReport>> Refresh(
        [FromRoute, ModelBinder(typeof(PathSegmentBinder))] string id,
        CancellationToken cancellationToken
    ) => Enveloped(Envelope<RefreshReport>.Processed, await mediator.Send(new FindRefresh(id), cancellationToken));

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
    public async Task<Envelope<SnapshotReport>> ActivateSnapshot([FromRoute] string version, CancellationToken cancellationToken) =>
        Enveloped("Snapshot is current", await mediator.Send(new ActivateSnapshot(version), cancellationToken));

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
