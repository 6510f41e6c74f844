namespace C360.Infrastructure.Spark;

/// <summary>A session that is forgotten when it has ended.</summary>
/// <param name="session">The session.</param>
/// <param name="forget">Called once, when it has ended.</param>
internal sealed class RememberedSparkSession(ISparkSession session, Action<RememberedSparkSession> forget) : ISparkSession
{
    private readonly Lock _lock = new();
    private Task? _ended;

    /// <inheritdoc/>
    public string Id => session.Id;

    /// <inheritdoc/>
    public string Version => session.Version;

    /// <inheritdoc/>
    public bool IsLost => session.IsLost;

    /// <inheritdoc/>
    public Task<ISparkReader> QueryAsync(SparkStatement statement, CancellationToken cancellationToken) =>
        session.QueryAsync(statement, cancellationToken);

    /// <inheritdoc/>
    public Task ExecuteAsync(SparkStatement statement, CancellationToken cancellationToken) =>
        session.ExecuteAsync(statement, cancellationToken);

    /// <summary>Ends it; its owner may do so after the cluster was let go of.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
            return new ValueTask(_ended ??= EndAsync());
    }

    private async Task EndAsync()
    {
        await session.DisposeAsync();
        forget(this);
    }
}
