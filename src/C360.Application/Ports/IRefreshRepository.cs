using C360.Domain.Refreshing;

namespace C360.Application.Ports;

/// <summary>The refreshes: starts them, one at a time, and remembers them, those of the other processes on SNAPSHOT_PATH too.</summary>
public interface IRefreshRepository
{
    /// <summary>The latest refresh, or null when there was none.</summary>
    Refresh? Latest { get; }

    /// <summary>The latest refresh that has ended, or null when none has.</summary>
    Refresh? LatestEnded { get; }

    /// <summary>A refresh by its id, or null when there is none of that id.</summary>
    /// <param name="id">The id.</param>
    Refresh? Find(string id);

    /// <summary>The latest refreshes, of all processes, the latest first.</summary>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<Refresh> List(int limit);

    /// <summary>
    /// Compares the inputs with those of the current snapshot and starts a refresh in the background when they differ, or when it is forced, unless
    /// one is running.
    /// </summary>
    /// <param name="trigger">Who asks.</param>
    /// <param name="force">Build even when nothing changed.</param>
    /// <param name="key">
    /// The name of a request that may come twice: within 24 hours the same gives the same refresh, also after a restart; null: it has none.
    /// </param>
    /// <param name="cancellationToken">Stops the comparison; the refresh itself goes on.</param>
    /// <returns>What was started, or is running, or that nothing was to do.</returns>
    /// <exception cref="RefreshElsewhereException">Another process refreshes.</exception>
    /// <exception cref="IdempotencyKeyReusedException">The key was used for a request with another <paramref name="force"/>.</exception>
    Task<RefreshStart> StartAsync(RefreshTrigger trigger, bool force, string? key, CancellationToken cancellationToken);

    /// <summary>Tells a refresh to stop; the engine does within a second.</summary>
    /// <param name="id">The refresh.</param>
    /// <returns>The refresh as it stands: active when it was told, otherwise it had ended. Null when there is none of that id.</returns>
    /// <exception cref="RefreshElsewhereException">Another process runs it.</exception>
    Refresh? Cancel(string id);

    /// <summary>Asks for a refresh because a query met a snapshot that is not fresh; returns at once, and does nothing when it was asked lately.</summary>
    void StartBecauseStale();
}
