using System.Collections.Concurrent;
using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Spark;

/// <summary>
/// A cluster whose open sessions are noted on disk: when this process is killed, what it ran there would hold the cluster for minutes, and its sessions
/// stay for an hour. The next process finds them and ends them, if they are on its cluster: a mark's first line names the one that it is about.
/// </summary>
internal sealed class RememberedSparkCluster : ISparkCluster, IAsyncDisposable
{
    private const string Prefix = ".spark-";

    private static readonly TimeSpan BetweenMarks = TimeSpan.FromSeconds(30);

    /// <summary>What a machine does that gives no sign of life, nobody knows; a session that was ended too early is opened again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>By then every cluster has forgotten what was left on it.</summary>
    private static readonly TimeSpan Relevance = TimeSpan.FromDays(7);

    /// <summary>A dead cluster holds up no stop for longer.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly ISparkCluster _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OwnedMark _mark;
    private readonly ITimer _marking;
    private readonly ConcurrentDictionary<RememberedSparkSession, string> _open = new();

    /// <summary>Remembers the sessions of a cluster.</summary>
    /// <param name="cluster">The cluster; it ends with this.</param>
    /// <param name="place">Where they are noted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what could not be noted, and which sessions were ended.</param>
    public RememberedSparkCluster(ISparkCluster cluster, SnapshotPlace place, TimeProvider time, ILogger<RememberedSparkCluster> logger)
    {
        (_cluster, _time, _logger, _mark) = (cluster, time, logger, new OwnedMark(place.Path, Prefix, Patience));
        _marking = time.CreateTimer(_ => Mark(), null, BetweenMarks, BetweenMarks);
    }

    /// <inheritdoc/>
    public string Name => _cluster.Name;

    /// <summary>The first line of a mark: sorted, as its lines are, it stands before every id.</summary>
    private string Title => $"# {Name}";

    /// <inheritdoc/>
    public async Task<ISparkSession> OpenAsync(CancellationToken cancellationToken)
    {
        var session = new RememberedSparkSession(await _cluster.OpenAsync(cancellationToken), Forget);
        _open[session] = session.Id;
        Mark();
        return session;
    }

    /// <inheritdoc/>
    public Task EndAsync(string sessionId, CancellationToken cancellationToken) => _cluster.EndAsync(sessionId, cancellationToken);

    /// <summary>Ends the sessions that dead processes have left.</summary>
    /// <param name="cancellationToken">Gives it up; what is not done is found again.</param>
    /// <exception cref="SparkException">The cluster is not there, or refuses: what is not done is found again.</exception>
    public async Task EndAbandonedAsync(CancellationToken cancellationToken)
    {
        Mark();
        foreach ((FileInfo mark, bool lives) in _mark.OfOthers())
            if (!lives)
                try
                {
                    string[] lines = await File.ReadAllLinesAsync(mark.FullName, cancellationToken);
                    bool isOurs = lines.Length == 0 || lines[0] == Title;
                    foreach (string id in isOurs ? lines : [])
                        await EndAbandonedAsync(id, cancellationToken);
                    if (isOurs || _time.GetUtcNow() - mark.LastWriteTimeUtc > Relevance)
                        mark.Delete();
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    _logger.LogDebug(exception, "{Mark} cannot be read or removed; another process may have been faster", mark.Name);
                }
    }

    /// <summary>Ends all sessions; those that cannot be ended in time the next process will.</summary>
    public async ValueTask DisposeAsync()
    {
        await _marking.DisposeAsync();
        try
        {
            await Task.WhenAll(_open.Keys.Select(session => session.DisposeAsync().AsTask())).WaitAsync(LongestEnd);
            _mark.Remove();
        }
        catch (TimeoutException)
        {
            _logger.LogInformation("Spark has not ended the sessions in time");
        }
        if (_cluster is IAsyncDisposable closed)
            await closed.DisposeAsync();
        else
            (_cluster as IDisposable)?.Dispose();
    }

    private async Task EndAbandonedAsync(string id, CancellationToken cancellationToken)
    {
        // The title is none, and half a line is all that a crash may have left.
        if (!Guid.TryParse(id, out _))
            return;
        try
        {
            await _cluster.EndAsync(id, cancellationToken);
            _logger.LogInformation("Ended session {Session}, which a process that lives no more has left on Spark", id);
        }
        catch (SparkException exception) when (exception.Kind is not (SparkErrorKind.Unreachable or SparkErrorKind.Refused))
        {
            _logger.LogDebug(exception, "Session {Session} cannot be ended and is forgotten", id);
        }
    }

    private void Forget(RememberedSparkSession session)
    {
        _open.TryRemove(session, out _);
        Mark();
    }

    private void Mark()
    {
        try
        {
            string[] ids = [.. _open.Values];
            _mark.Write(ids.Length == 0 ? [] : [Title, .. ids]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Answers are worth more than the mark; who keeps up the one of the snapshots says that SNAPSHOT_PATH cannot be written.
            _logger.LogDebug(exception, "The sessions on Spark could not be noted");
        }
    }
}
