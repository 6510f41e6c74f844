// Long because serving, publishing and retiring share one state; apart, each would need the others' doors.
using C360.Application.Ports;
using C360.Domain.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Snapshots;

/// <summary>The snapshots on disk and the one that is served: leased by readers, switched in one step, old ones removed behind the last reader.</summary>
internal sealed class SnapshotStore : ISnapshotRepository, IDisposable
{
    private readonly SnapshotFolder _folder;
    private readonly int _retention;
    private readonly Action<SnapshotLease> _check;
    private readonly ILogger<SnapshotStore> _logger;
    private readonly Lock _publishing = new();
    private readonly List<ServedSnapshot> _held = [];
    private volatile ServedSnapshot? _served;
    private volatile Confirmation? _confirmation;

    /// <summary>Opens the store and serves the last good snapshot, if there is one.</summary>
    /// <param name="options">Where, and how many are kept.</param>
    /// <param name="check">Opens what readers need of a snapshot, and throws when it is not all there: what fails it is never served.</param>
    /// <param name="logger">Told what was found.</param>
    public SnapshotStore(SnapshotOptions options, Action<SnapshotLease> check, ILogger<SnapshotStore> logger)
    {
        string root = Directory.CreateDirectory(options.SnapshotPath).FullName;
        (_folder, _retention, _check, _logger) = (new SnapshotFolder(root), options.SnapshotRetention, check, logger);
        _folder.RemoveLeftovers();
        if (LastGood() is { } lastGood)
            Serve(lastGood);
    }

    /// <inheritdoc/>
    public Snapshot? Current => _served?.Snapshot;

    /// <inheritdoc/>
    public Snapshot? Previous { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? ConfirmedAt =>
        _confirmation is { } confirmation && confirmation.Version == Current?.Version ? confirmation.At : null;

    /// <summary>Notes that a snapshot's inputs were compared and found unchanged.</summary>
    /// <param name="version">The snapshot.</param>
    /// <param name="at">When.</param>
    public void Confirm(string version, DateTimeOffset at) => _confirmation = new Confirmation(version, at);

    /// <inheritdoc cref="SnapshotFolder.LastOf"/>
    public Snapshot? LastOf(string dataPath) => _folder.LastOf(dataPath);

    /// <summary>Leases the current snapshot.</summary>
    /// <exception cref="DataNotReadyException">There is none yet.</exception>
    public SnapshotLease Lease()
    {
        while (true)
        {
            ServedSnapshot served = _served ?? throw new DataNotReadyException();
            if (served.TryHold())
                return new SnapshotLease(served);
        }
    }

    /// <summary>Begins a folder to build in.</summary>
    public string BeginBuild() => _folder.BeginBuild();

    /// <summary>Gives a build up.</summary>
    /// <param name="folder">Its folder.</param>
    public static void Abandon(string folder) => SnapshotFolder.Remove(folder);

    /// <summary>Makes a finished build the current snapshot: on disk first, then for the readers, in one step each.</summary>
    /// <param name="folder">The build's folder.</param>
    /// <param name="snapshot">What was built.</param>
    public void Publish(string folder, Snapshot snapshot)
    {
        lock (_publishing)
        {
            _folder.Finish(folder, snapshot);
            var served = new ServedSnapshot(snapshot, _folder.Of(snapshot.Version));
            try
            {
                Check(served);
                _folder.WriteCurrent(snapshot.Version);
            }
            catch
            {
                served.Retired = true;
                served.LetGo();
                throw;
            }
            ServedSnapshot? before = Serve(served);
            before?.LetGo();
            Retire(before?.Snapshot.Version);
        }
    }

    /// <summary>Stops serving.</summary>
    public void Dispose() => Interlocked.Exchange(ref _served, null)?.LetGo();

    private void Check(ServedSnapshot served)
    {
        served.TryHold();
        using var lease = new SnapshotLease(served);
        _check(lease);
    }

    private ServedSnapshot? Serve(ServedSnapshot served)
    {
        _held.Add(served);
        Previous = Current;
        return Interlocked.Exchange(ref _served, served);
    }

    /// <summary>Retention decides which versions go; one that readers still hold goes behind the last of them.</summary>
    /// <param name="before">Served until now, so the last to go: by their names alone, versions of a clock that was ahead would outlive it.</param>
    private void Retire(string? before)
    {
        IEnumerable<string> others = _folder.Versions().Where(version => version != Current!.Version).Reverse();
        foreach (string version in others.OrderByDescending(version => version == before).Skip(_retention - 1).ToArray())
            if (_held.Find(held => held.Snapshot.Version == version) is { } held && held.TryHold())
            {
                held.Retired = true;
                held.LetGo();
            }
            else
            {
                SnapshotFolder.Remove(_folder.Of(version));
            }
        _held.RemoveAll(held => held.IsDone);
    }

    private ServedSnapshot? LastGood()
    {
        string? current = _folder.ReadCurrent();
        foreach (string version in _folder.NewestFirst())
        {
            ServedSnapshot? served = null;
            try
            {
                served = new ServedSnapshot(_folder.Read(version), _folder.Of(version));
                Check(served);
                if (version != current)
                    _logger.LogWarning(
                        "Snapshot {Version} is the last good one; the file current names {Current}",
                        version,
                        current ?? "none"
                    );
                return served;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whatever is wrong with it: the service must start, on an older one or on none.
                _logger.LogWarning(exception, "Snapshot {Version} cannot be served; an older one is tried", version);
                served?.LetGo();
            }
        }
        return null;
    }

    private sealed record Confirmation(string Version, DateTimeOffset At);
}
