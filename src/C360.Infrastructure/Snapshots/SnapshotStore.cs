// Long because serving, switching and retiring share one state; apart, each would need the others' doors.
using C360.Application.Ports;
using C360.Domain.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Snapshots;

/// <summary>The snapshots on disk and the one that is served: leased by readers, switched in one step, old ones removed behind the last reader.</summary>
internal sealed class SnapshotStore : ISnapshotRepository, IDisposable
{
    private readonly SnapshotFolder _folder;
    private readonly ServingMark _mark;
    private readonly ConfirmationFile _confirmed;
    private readonly HeldSnapshots _held;

    /// <summary>One switch at a time; readers do not know it.</summary>
    private readonly OneAtATime _switching = new();
    private volatile ServedSnapshot? _served;
    private volatile Snapshot? _previous;
    private volatile Confirmation? _confirmation;

    /// <summary>Opens the store and serves the last good snapshot, if there is one.</summary>
    /// <param name="options">Where, and how many are kept.</param>
    /// <param name="check">Opens what readers need of a snapshot, and throws when it is not all there: what fails it is never served.</param>
    /// <param name="logger">Told what was found.</param>
    public SnapshotStore(SnapshotOptions options, Action<SnapshotLease> check, ILogger<SnapshotStore> logger)
    {
        string root = Directory.CreateDirectory(options.SnapshotPath).FullName;
        (_folder, _mark) = (new SnapshotFolder(root), new ServingMark(root));
        _held = new HeldSnapshots(_folder, _mark, options.SnapshotRetention, check, logger);
        _confirmed = new ConfirmationFile(root);
        FollowConfirmation();
        _folder.RemoveLeftovers();
        _mark.RemoveDead();
        _served = _held.OpenLastGood();
    }

    /// <inheritdoc/>
    public Snapshot? Current => _served?.Snapshot;

    /// <inheritdoc/>
    public Snapshot? Previous => _previous;

    /// <summary>What the file <c>current</c> names when this process serves something else, else null.</summary>
    public string? Ahead => Named is { } version && version != Current?.Version ? version : null;

    /// <inheritdoc cref="SnapshotFolder.ReadCurrent"/>
    public string? Named => _folder.ReadCurrent();

    /// <inheritdoc/>
    public DateTimeOffset? ConfirmedAt => _confirmation is { } known && known.Version == Current?.Version ? known.At : null;

    /// <summary>Notes that a snapshot's inputs were compared and found unchanged.</summary>
    /// <param name="version">The snapshot.</param>
    /// <param name="at">When.</param>
    public void Confirm(string version, DateTimeOffset at) => _confirmed.Write(_confirmation = new Confirmation(version, at));

    /// <summary>Takes in what another process has found.</summary>
    public void FollowConfirmation() => _confirmation = _confirmed.Read() ?? _confirmation;

    /// <inheritdoc cref="SnapshotFolder.LastOf"/>
    public Snapshot? LastOf(string dataPath) => _folder.LastOf(dataPath);

    /// <inheritdoc cref="SnapshotFolder.Find"/>
    public Snapshot? Find(string version) => _folder.Find(version);

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

    /// <inheritdoc cref="SnapshotFolder.BeginBuild"/>
    public string BeginBuild() => _folder.BeginBuild();

    /// <inheritdoc cref="SnapshotFolder.RemoveBuilds"/>
    public void RemoveBuilds() => _folder.RemoveBuilds();

    /// <inheritdoc cref="SnapshotFolder.Remove"/>
    public static void Abandon(string folder) => SnapshotFolder.Remove(folder);

    /// <summary>Makes a finished build the current snapshot: on disk first, then for the readers, in one step each.</summary>
    /// <param name="folder">The build's folder.</param>
    /// <param name="snapshot">What was built; when it cannot become current, nothing of it stays.</param>
    /// <param name="prepare">Called right before it becomes current.</param>
    /// <param name="cancellationToken">Gives it up, until it is current.</param>
    public Task PublishAsync(string folder, Snapshot snapshot, PrepareSnapshot prepare, CancellationToken cancellationToken) =>
        _switching.RunAsync(
            async () =>
            {
                _folder.Finish(folder, snapshot);
                try
                {
                    await SwitchAsync(_held.Open(snapshot.Version), decides: true, prepare, cancellationToken);
                }
                catch
                {
                    SnapshotFolder.Remove(_folder.Of(snapshot.Version));
                    throw;
                }
            },
            cancellationToken
        );

    /// <summary>Makes a version that is on disk the current snapshot, for all processes; nothing is done when it is.</summary>
    /// <param name="version">The version, or any text.</param>
    /// <param name="prepare">Called right before it becomes current.</param>
    /// <param name="cancellationToken">Gives it up, until it is current.</param>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    /// <exception cref="ConflictException">It is damaged; the current one stays.</exception>
    public Task ActivateAsync(string version, PrepareSnapshot prepare, CancellationToken cancellationToken) =>
        _switching.RunAsync(
            async () =>
            {
                if (!_folder.Has(version))
                    throw new NotFoundException("Snapshot");
                if (version != Current?.Version || version != Named)
                    await SwitchAsync(OpenAsked(version), decides: true, prepare, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Serves the version that the file <c>current</c> names, when another process has made it so.</summary>
    /// <param name="prepare">Called right before the switch.</param>
    /// <param name="cancellationToken">Gives it up, until it is served.</param>
    public Task FollowAsync(PrepareSnapshot prepare, CancellationToken cancellationToken) =>
        _switching.RunAsync(
            async () =>
            {
                if (Ahead is { } version)
                    await SwitchAsync(_held.Open(version), decides: false, prepare, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Whether a version could be served: it is opened as for a switch, and let go of again.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<bool> IsGoodAsync(string version, CancellationToken cancellationToken)
    {
        ServedSnapshot? good = null;
        await _switching.RunAsync(() => Task.FromResult(good = _held.TryOpen(version)), cancellationToken);
        good?.LetGo();
        return good is not null;
    }

    /// <inheritdoc cref="HeldSnapshots.Mark"/>
    public void Mark() => _held.Mark();

    /// <summary>Stops serving.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _served, null)?.LetGo();
        _mark.Remove();
    }

    private ServedSnapshot OpenAsked(string version) =>
        _held.TryOpen(version)
        ?? throw new ConflictException($"Snapshot {version} is damaged and cannot be activated; the current one keeps serving");

    /// <summary>The one way to become current: prepared, then named on disk when this process decides it, then served.</summary>
    private async Task SwitchAsync(ServedSnapshot next, bool decides, PrepareSnapshot prepare, CancellationToken cancellationToken)
    {
        string version = next.Snapshot.Version;
        try
        {
            next.TryHold();
            using var lease = new SnapshotLease(next);
            await prepare(lease, cancellationToken);
            if (decides)
                _folder.WriteCurrent(version);
        }
        catch
        {
            next.LetGo();
            throw;
        }
        // Put back on disk only, it is its own predecessor.
        Snapshot? before = Current?.Version == version ? Previous : Current;
        _previous = before;
        Interlocked.Exchange(ref _served, next)?.LetGo();
        _held.Retire(version, before?.Version);
    }
}
