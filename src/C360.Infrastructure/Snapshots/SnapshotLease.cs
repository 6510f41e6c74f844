using C360.Domain.Snapshots;

namespace C360.Infrastructure.Snapshots;

/// <summary>Keeps a snapshot where it is until disposed.</summary>
/// <param name="served">The snapshot, already held.</param>
internal sealed class SnapshotLease(ServedSnapshot served) : IDisposable
{
    private ServedSnapshot? _served = served;

    /// <summary>What is leased.</summary>
    public Snapshot Snapshot => Held.Snapshot;

    /// <summary>Where it is.</summary>
    public string Folder => Held.Folder;

    private ServedSnapshot Held => _served ?? throw new ObjectDisposedException(nameof(SnapshotLease));

    /// <summary>What an engine needs to read the snapshot, made by the first who asks and closed after the last.</summary>
    /// <typeparam name="TResource">The resource.</typeparam>
    /// <param name="open">Makes it from the snapshot's folder.</param>
    public TResource Resource<TResource>(Func<string, TResource> open)
        where TResource : class, IDisposable => Held.Resource(open);

    /// <summary>Gives up a resource that is beyond repair: whoever asks next makes a new one.</summary>
    /// <typeparam name="TResource">The resource.</typeparam>
    /// <param name="broken">The one that broke.</param>
    public void Discard<TResource>(TResource broken)
        where TResource : class, IDisposable => Held.Discard(broken);

    /// <summary>Lets go; a second call does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _served, null)?.LetGo();
}
