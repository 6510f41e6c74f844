namespace C360.Infrastructure.Spark;

/// <summary>
/// A session on a cluster: temporary views and settings are its own. Several statements may run at once. Disposing of it interrupts what still runs, to
/// which that is a <see cref="SparkException"/>, and ends it on the server, within seconds and without an exception.
/// </summary>
internal interface ISparkSession : IAsyncDisposable
{
    /// <summary>Names the session on the cluster.</summary>
    string Id { get; }

    /// <summary>The version of Spark, as in <c>4.0.5</c>.</summary>
    string Version { get; }

    /// <summary>
    /// Whether the session is gone on the server (restarted, idle too long), and with it views and settings: every statement fails from now on, and the
    /// owner opens another.
    /// </summary>
    bool IsLost { get; }

    /// <summary>Runs a SELECT; returns when its columns are known, the rows follow as they are read.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Interrupts it on the cluster, also while its rows are read.</param>
    /// <returns>The rows, to be disposed of; what has not been read to its end by then is interrupted.</returns>
    /// <exception cref="SparkException">It failed, or the cluster did.</exception>
    Task<ISparkReader> QueryAsync(SparkStatement statement, CancellationToken cancellationToken);

    /// <summary>Runs a statement for what it does, once: CREATE, DROP, INSERT, SET.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Interrupts it on the cluster.</param>
    /// <exception cref="SparkException">It failed, or the cluster did.</exception>
    Task ExecuteAsync(SparkStatement statement, CancellationToken cancellationToken);
}
