namespace C360.Infrastructure.Spark;

/// <summary>
/// A Spark cluster, reached through Spark Connect. No client can be had as a package, so we wrote one: this interface, <see cref="ISparkSession"/> and
/// <see cref="ISparkReader"/> are all that the rest of the service sees of it, so that a library can take its place.
/// </summary>
internal interface ISparkCluster
{
    /// <summary>Names the cluster and the user in whose name sessions are opened there, in one line without secrets.</summary>
    string Name { get; }

    /// <summary>Opens a session of its own: its time zone is UTC, ANSI mode is on, dates before 1582 are written as they are.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SparkException">The cluster is not there, or refuses.</exception>
    Task<ISparkSession> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Interrupts whatever runs in a session that a dead process has left, and ends it; one that is gone already is fine.</summary>
    /// <param name="sessionId">The session's <see cref="ISparkSession.Id"/>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SparkException">The cluster is not there, or refuses.</exception>
    Task EndAsync(string sessionId, CancellationToken cancellationToken);
}
