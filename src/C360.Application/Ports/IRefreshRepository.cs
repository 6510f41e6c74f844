using C360.Domain.Refreshing;

namespace C360.Application.Ports;

/// <summary>The refreshes: starts them, one at a time, and remembers them.</summary>
public interface IRefreshRepository
{
    /// <summary>The latest refresh, or null when there was none.</summary>
    Refresh? Latest { get; }

    /// <summary>The latest refresh that has ended, or null when none has.</summary>
    Refresh? LatestEnded { get; }

    /// <summary>A refresh by its id, or null when there is none of that id.</summary>
    /// <param name="id">The id.</param>
    Refresh? Find(string id);

    /// <summary>
    /// Compares the inputs with those of the current snapshot and starts a refresh in the background when they differ, or when it is forced, unless
    /// one is running.
    /// </summary>
    /// <param name="trigger">Who asks.</param>
    /// <param name="force">Build even when nothing changed.</param>
    /// <param name="cancellationToken">Stops the comparison; the refresh itself goes on.</param>
    /// <returns>What was started, or is running, or that nothing was to do.</returns>
    Task<RefreshStart> StartAsync(RefreshTrigger trigger, bool force, CancellationToken cancellationToken);

    /// <summary>Asks for a refresh because a query met a snapshot that is not fresh; returns at once, and does nothing when it was asked lately.</summary>
    void StartBecauseStale();
}
