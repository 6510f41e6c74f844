// Long because what is in memory and what is in the file are one truth; apart, each would need the other's lock.
using C360.Domain.Refreshing;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Refreshing;

/// <summary>What is known of all refreshes on SNAPSHOT_PATH: in memory, and behind it in a file that survives this process and tells the others.</summary>
/// <remarks>A disk that cannot be written fails no refresh: what is not told there is known here.</remarks>
internal sealed class RefreshHistory
{
    private const string FileName = "refreshes.ndjson";

    private readonly Lock _lock = new();
    private readonly HistoryFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<RefreshHistory> _logger;

    /// <summary>By id, in the order in which they were accepted.</summary>
    private OrderedDictionary<string, Refresh> _refreshes = [];

    /// <summary>Those of this process, of which memory knows more than the file.</summary>
    private readonly HashSet<string> _mine = [];

    /// <summary>Reads what there is.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told when the file cannot be read or written.</param>
    public RefreshHistory(SnapshotOptions options, TimeProvider time, ILogger<RefreshHistory> logger)
    {
        (_file, _time, _logger) = (new HistoryFile(Path.Combine(Path.GetFullPath(options.SnapshotPath), FileName)), time, logger);
        Reload();
    }

    /// <summary>The latest refresh, or null when there was none.</summary>
    public Refresh? Latest => LatestFirst(1) is [var latest] ? latest : null;

    /// <summary>The latest refresh that has ended, or null when none has.</summary>
    public Refresh? LatestEnded
    {
        get
        {
            lock (_lock)
                return _refreshes.Values.LastOrDefault(refresh => !refresh.IsActive);
        }
    }

    /// <summary>The snapshot that the latest successful refresh published, or null when there was none.</summary>
    public string? LatestPublished
    {
        get
        {
            lock (_lock)
                return _refreshes.Values.LastOrDefault(refresh => refresh.Status == RefreshStatus.Succeeded)?.DataVersion;
        }
    }

    /// <summary>Whether a refresh of another process runs, or was running when that ended.</summary>
    public bool HasActiveElsewhere
    {
        get
        {
            lock (_lock)
                return _refreshes.Values.Any(refresh => refresh.IsActive && !_mine.Contains(refresh.Id));
        }
    }

    /// <summary>The latest refreshes, the latest first.</summary>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<Refresh> LatestFirst(int limit)
    {
        lock (_lock)
            return [.. _refreshes.Values.Reverse().Take(limit)];
    }

    /// <summary>A refresh by its id, or null when there is none of that id.</summary>
    /// <param name="id">The id.</param>
    public Refresh? Find(string id)
    {
        lock (_lock)
            return _refreshes.GetValueOrDefault(id);
    }

    /// <summary>The refresh that an idempotency key names now, with that key; null when it names none.</summary>
    /// <param name="key">The key.</param>
    public (Refresh Refresh, IdempotencyKey Key)? Named(string key)
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_lock)
            foreach (Refresh refresh in _refreshes.Values.Reverse())
                if (refresh.Keys.FirstOrDefault(known => known.Key == key && known.IsGood(now)) is { } found)
                    return (refresh, found);
        return null;
    }

    /// <summary>Adds a refresh of this process.</summary>
    /// <param name="refresh">The refresh.</param>
    public void Add(Refresh refresh)
    {
        lock (_lock)
        {
            _mine.Add(refresh.Id);
            _refreshes[refresh.Id] = refresh;
            while (_refreshes.Count > HistoryFile.Kept)
                _refreshes.RemoveAt(0);
        }
        Write(refresh);
    }

    /// <summary>Changes a refresh that has not ended: a late word of its progress must not bring it back to life.</summary>
    /// <param name="id">The refresh.</param>
    /// <param name="change">The change.</param>
    /// <param name="told">Whether it is worth a line in the file.</param>
    /// <returns>The refresh as it is now, or null when it had ended.</returns>
    public Refresh? Change(string id, Func<Refresh, Refresh> change, bool told = false)
    {
        Refresh changed;
        lock (_lock)
        {
            if (!_refreshes.TryGetValue(id, out Refresh? known) || !known.IsActive)
                return null;
            _refreshes[id] = changed = change(known);
        }
        if (told)
            Write(changed);
        return changed;
    }

    /// <summary>Takes in what other processes have told since the last time.</summary>
    public void Reload()
    {
        lock (_lock)
            try
            {
                if (_file.ReadIfChanged() is not { } told)
                    return;
                OrderedDictionary<string, Refresh> before = _refreshes;
                _refreshes = [];
                foreach (Refresh refresh in told.TakeLast(HistoryFile.Kept))
                    _refreshes[refresh.Id] =
                        _mine.Contains(refresh.Id) && before.TryGetValue(refresh.Id, out Refresh? mine) ? mine : refresh;
                foreach (Refresh refresh in before.Values.Where(refresh => _mine.Contains(refresh.Id)))
                    _refreshes.TryAdd(refresh.Id, refresh);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _logger.LogWarning(exception, "The history of refreshes cannot be read");
            }
    }

    /// <summary>Ends the refreshes of processes that died, because nobody else refreshes while the lock is held; and keeps the file short.</summary>
    /// <param name="_">Shows that the lock is held.</param>
    public void EndTheDead(HeldLock _)
    {
        Reload();
        foreach (Refresh refresh in LatestFirst(HistoryFile.Kept).Where(refresh => refresh.IsActive && !_mine.Contains(refresh.Id)))
            Change(
                refresh.Id,
                known =>
                    known with
                    {
                        Status = RefreshStatus.Failed,
                        FinishedAt = _time.GetUtcNow(),
                        Error = FormattableString.Invariant(
                            $"The process that ran it ({known.Owner.ProcessId} on {known.Owner.Host}) ended before it had finished"
                        ),
                    },
                told: true
            );
        Try(_file.Compact);
    }

    private void Write(Refresh refresh) => Try(() => _file.Append(refresh));

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(exception, "The history of refreshes cannot be written; it is kept in memory");
        }
    }
}
