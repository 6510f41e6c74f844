using C360.Application.Ports;
using C360.Domain.Refreshing;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Starts a refresh of the data in the background, unless one is running or nothing changed.</summary>
public sealed record RefreshData : IRequest<RefreshDataOutcome>
{
    /// <summary>Build even when sources, models and as_of are what the current snapshot was built from.</summary>
    public bool ForceRefresh { get; init; }
}

/// <summary>What became of the request for a refresh.</summary>
/// <param name="RefreshInitiated">Whether this request started one.</param>
/// <param name="ForceRefresh">As asked.</param>
/// <param name="RefreshId">The refresh that was started or is running; null when nothing was to do.</param>
/// <param name="Status">Where that refresh stands, or that the data is up to date.</param>
public sealed record RefreshDataOutcome(bool RefreshInitiated, bool ForceRefresh, string? RefreshId, RefreshDataStatus Status);

/// <summary>What the request for a refresh found.</summary>
public enum RefreshDataStatus
{
    /// <summary>The refresh waits to begin.</summary>
    Queued,

    /// <summary>The refresh runs.</summary>
    Running,

    /// <summary>Nothing was to do.</summary>
    UpToDate,
}

/// <summary>Starts refreshes.</summary>
/// <param name="refreshes">The refreshes.</param>
internal sealed class RefreshDataHandler(IRefreshRepository refreshes) : IRequestHandler<RefreshData, RefreshDataOutcome>
{
    /// <summary>Compares the inputs and starts a refresh when one is due.</summary>
    /// <param name="request">Whether to build anyway.</param>
    /// <param name="cancellationToken">Stops the comparison; the refresh itself goes on.</param>
    public async Task<RefreshDataOutcome> Handle(RefreshData request, CancellationToken cancellationToken)
    {
        (RefreshStartOutcome outcome, Refresh? refresh) = await refreshes.StartAsync(
            RefreshTrigger.Admin,
            request.ForceRefresh,
            cancellationToken
        );
        RefreshDataStatus status = refresh?.Status switch
        {
            null => RefreshDataStatus.UpToDate,
            RefreshStatus.Queued => RefreshDataStatus.Queued,
            _ => RefreshDataStatus.Running,
        };
        return new RefreshDataOutcome(outcome == RefreshStartOutcome.Started, request.ForceRefresh, refresh?.Id, status);
    }
}
