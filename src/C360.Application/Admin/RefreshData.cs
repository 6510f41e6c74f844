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

/// <summary>The same request with the key that makes it safe to repeat.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Key">The header Idempotency-Key; null when there is none.</param>
public sealed record RefreshDataOnce(RefreshData Request, string? Key) : IRequest<RefreshDataOutcome>
{
    /// <summary>Most characters of a key.</summary>
    public const int LongestKey = 255;
}

/// <summary>What became of the request for a refresh.</summary>
/// <param name="RefreshInitiated">Whether this request started one.</param>
/// <param name="ForceRefresh">As asked.</param>
/// <param name="RefreshId">The refresh that was started or is running, or that the Idempotency-Key names; null when nothing was to do.</param>
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

    /// <summary>The refresh that the Idempotency-Key names has published its snapshot.</summary>
    Succeeded,

    /// <summary>The refresh that the Idempotency-Key names has failed.</summary>
    Failed,

    /// <summary>The refresh that the Idempotency-Key names was stopped.</summary>
    Cancelled,
}

/// <summary>Starts refreshes.</summary>
/// <param name="refreshes">The refreshes.</param>
internal sealed class RefreshDataHandler(IRefreshRepository refreshes) : IRequestHandler<RefreshDataOnce, RefreshDataOutcome>
{
    /// <summary>The header.</summary>
    private const string Header = "Idempotency-Key";

    /// <summary>Compares the inputs and starts a refresh when one is due.</summary>
    /// <param name="request">Whether to build anyway, and the key.</param>
    /// <param name="cancellationToken">Stops the comparison; the refresh itself goes on.</param>
    /// <exception cref="InvalidParametersException">The key is no key.</exception>
    /// <exception cref="ConflictException">Another process refreshes, or the key names another request.</exception>
    public async Task<RefreshDataOutcome> Handle(RefreshDataOnce request, CancellationToken cancellationToken)
    {
        bool force = request.Request.ForceRefresh;
        if (
            request.Key is { } key
            && (key.Length is 0 or > RefreshDataOnce.LongestKey || key.Any(character => character is < '!' or > '~'))
        )
            throw new InvalidParametersException(
                new Dictionary<string, string[]>
                {
                    [Header] = [$"Must be 1 to {RefreshDataOnce.LongestKey} printable ASCII characters without blanks."],
                }
            );
        (RefreshStartOutcome outcome, Refresh? refresh) = await refreshes.StartAsync(
            RefreshTrigger.Admin,
            force,
            request.Key,
            cancellationToken
        );
        return new RefreshDataOutcome(
            outcome is RefreshStartOutcome.Started or RefreshStartOutcome.StartedBefore,
            force,
            refresh?.Id,
            StatusOf(refresh?.Status)
        );
    }

    private static RefreshDataStatus StatusOf(RefreshStatus? status) =>
        status switch
        {
            null => RefreshDataStatus.UpToDate,
            RefreshStatus.Queued => RefreshDataStatus.Queued,
            RefreshStatus.Running => RefreshDataStatus.Running,
            RefreshStatus.Succeeded => RefreshDataStatus.Succeeded,
            RefreshStatus.Failed => RefreshDataStatus.Failed,
            _ => RefreshDataStatus.Cancelled,
        };
}
