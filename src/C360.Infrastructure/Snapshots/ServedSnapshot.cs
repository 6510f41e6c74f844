using C360.Domain.Snapshots;

namespace C360.Infrastructure.Snapshots;

/// <summary>A snapshot that readers hold: its resources live until the last of them has left, and what is to be done behind him is done then.</summary>
/// <param name="snapshot">What it is.</param>
/// <param name="folder">Where it is.</param>
internal sealed class ServedSnapshot(Snapshot snapshot, string folder)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, IDisposable> _resources = [];
    private readonly List<IDisposable> _discarded = [];
    private int _holders = 1;

    /// <summary>What it is.</summary>
    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>Where it is.</summary>
    public string Folder { get; } = folder;

    /// <summary>What follows when the last holder has left: when the snapshot was retired, its folder goes; set by a holder.</summary>
    public Action? Afterwards { get; set; }

    /// <summary>Whether the last holder has left.</summary>
    public bool IsDone => Volatile.Read(ref _holders) == 0;

    /// <summary>Joins the holders; false when the last one has left already.</summary>
    public bool TryHold()
    {
        lock (_lock)
        {
            if (_holders == 0)
                return false;
            _holders++;
            return true;
        }
    }

    /// <summary>Leaves; the last to leave closes the resources.</summary>
    public void LetGo()
    {
        lock (_lock)
            if (--_holders > 0)
                return;
        foreach (IDisposable resource in _resources.Values.Concat(_discarded))
            resource.Dispose();
        Afterwards?.Invoke();
    }

    /// <summary>What an engine needs to read this snapshot (an open file, a session), made by the first who asks.</summary>
    /// <typeparam name="TResource">The resource.</typeparam>
    /// <param name="open">Makes it from the snapshot's folder.</param>
    public TResource Resource<TResource>(Func<string, TResource> open)
        where TResource : class, IDisposable
    {
        lock (_lock)
        {
            if (!_resources.TryGetValue(typeof(TResource), out IDisposable? resource))
                _resources.Add(typeof(TResource), resource = open(Folder));
            return (TResource)resource;
        }
    }

    /// <summary>Gives up a resource that is beyond repair: whoever asks next makes a new one. Others may be using it, so it is closed with the rest.</summary>
    /// <typeparam name="TResource">The resource.</typeparam>
    /// <param name="broken">The one that broke; one made since then stays.</param>
    public void Discard<TResource>(TResource broken)
        where TResource : class, IDisposable
    {
        lock (_lock)
            if (_resources.TryGetValue(typeof(TResource), out IDisposable? resource) && resource == broken)
            {
                _resources.Remove(typeof(TResource));
                _discarded.Add(broken);
            }
    }
}
