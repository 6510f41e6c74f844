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

    /// <summary>Held for the file, which may be slow; never waited for by whoever only looks.</summary>
    private readonly Lock _disk = new();
    private readonly HistoryFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<RefreshHistory> _logger;

    /// <summary>By id, in the order in which they were accepted.</summary>
    private OrderedDictionary<string, Refresh> _refreshes = [];

    /// <summary>Those of this process, of which memory knows more than the file.</summary>
    private readonly HashSet<string> _mine = [];
    private bool _unreadable;

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
    public Refresh? Latest => Look(all => all.LastOrDefault());

    /// <summary>The latest refresh that has ended, or null when none has.</summary>
    public Refresh? LatestEnded => Look(all => all.LastOrDefault(refresh => !refresh.IsActive));

    /// <summary>The snapshot that the latest successful refresh published, or null when there was none.</summary>
    public string? LatestPublished => Look(all => all.LastOrDefault(refresh => refresh.Status == RefreshStatus.Succeeded))?.DataVersion;

    /// <summary>Whether a refresh of another process runs, or was running when that ended.</summary>
    public bool HasActiveElsewhere => Look(all => all.Any(refresh => refresh.IsActive && !_mine.Contains(refresh.Id)));

    /// <summary>The latest refreshes, the latest first.</summary>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<Refresh> LatestFirst(int limit) => Look(all => all.Reverse().Take(limit).ToArray());

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
        foreach (Refresh refresh in LatestFirst(HistoryFile.Kept))
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
        Write(refresh.Id, durably: true);
    }

    /// <summary>Changes a refresh that has not ended: a late word of its progress must not bring it back to life.</summary>
    /// <param name="id">The refresh.</param>
    /// <param name="change">The change.</param>
    /// <param name="told">Whether it is worth a line in the file.</param>
    /// <param name="durably">Whether that line must survive a power cut.</param>
    /// <returns>The refresh as it is now, or null when it had ended.</returns>
    public Refresh? Change(string id, Func<Refresh, Refresh> change, bool told = false, bool durably = true)
    {
        Refresh changed;
        lock (_lock)
        {
            if (!_refreshes.TryGetValue(id, out Refresh? known) || !known.IsActive)
                return null;
            _refreshes[id] = changed = change(known);
        }
        if (told)
            Write(id, durably);
        return changed;
    }

    /// <summary>Takes in what other processes have told since the last time.</summary>
    public void Reload()
    {
        lock (_disk)
            try
            {
                if (_file.ReadIfChanged() is { } told)
                    TakeIn(told);
                _unreadable = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is tried again every other second: once is enough.
                _logger.Log(_unreadable ? LogLevel.Debug : LogLevel.Warning, exception, "The history of refreshes cannot be read");
                _unreadable = true;
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

    private T Look<T>(Func<IEnumerable<Refresh>, T> look)
    {
        lock (_lock)
            return look(_refreshes.Values);
    }

    private void TakeIn(IReadOnlyList<Refresh> told)
    {
        lock (_lock)
        {
            OrderedDictionary<string, Refresh> before = _refreshes;
            _refreshes = [];
            foreach (Refresh refresh in told.TakeLast(HistoryFile.Kept))
                _refreshes[refresh.Id] = _mine.Contains(refresh.Id) && before.TryGetValue(refresh.Id, out Refresh? mine) ? mine : refresh;
            foreach (Refresh refresh in before.Values.Where(refresh => _mine.Contains(refresh.Id)))
                _refreshes.TryAdd(refresh.Id, refresh);
        }
    }

    /// <summary>As it is when its turn has come: of two who tell of one refresh the second must not write what was before the first.</summary>
    private void Write(string id, bool durably) =>
        Try(() =>
        {
            if (Find(id) is { } refresh)
                _file.Append(refresh, durably);
        });

    private void Try(Action write)
    {
        lock (_disk)
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
