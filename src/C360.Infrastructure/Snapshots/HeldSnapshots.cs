using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Snapshots;

/// <summary>The snapshots that this process reads, marked so that no other process removes them; those that nobody reads go when their time has come.</summary>
/// <param name="folder">The snapshots on disk.</param>
/// <param name="mark">Tells the other processes.</param>
/// <param name="retention">How many are kept.</param>
/// <param name="check">Opens what readers need of a snapshot, and throws when it is not all there.</param>
/// <param name="logger">Told what was found.</param>
internal sealed class HeldSnapshots(SnapshotFolder folder, ServingMark mark, int retention, Action<SnapshotLease> check, ILogger logger)
{
    private readonly ConcurrentDictionary<string, ServedSnapshot> _held = new();

    /// <summary>Opens a version, or joins those who have it open, and makes sure that all of it is there.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The snapshot, held.</returns>
    public ServedSnapshot Open(string version)
    {
        ServedSnapshot served = Hold(version);
        try
        {
            // First the mark, then the look: what is seen now, no other process removes any more.
            TryMark();
            served.TryHold();
            using var lease = new SnapshotLease(served);
            check(lease);
            return served;
        }
        catch
        {
            served.LetGo();
            throw;
        }
    }

    /// <summary>Opens a version as <see cref="Open"/> does; null when it cannot be served.</summary>
    /// <param name="version">The version.</param>
    public ServedSnapshot? TryOpen(string version)
    {
        try
        {
            return Open(version);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogWarning(exception, "Snapshot {Version} cannot be served", version);
            return null;
        }
    }

    /// <summary>Opens what the file <c>current</c> names, or else the newest that is good; null when none is.</summary>
    public ServedSnapshot? OpenLastGood()
    {
        string? current = folder.ReadCurrent();
        foreach (string version in folder.NewestFirst())
        {
            // Whatever is wrong with it: the service must start, on an older one or on none.
            if (TryOpen(version) is not { } served)
                continue;
            if (version != current)
                logger.LogWarning("Snapshot {Version} is the last good one; the file current names {Current}", version, current ?? "none");
            return served;
        }
        return null;
    }

    /// <summary>Tells the other processes what this one reads, and that it lives.</summary>
    /// <exception cref="IOException">The mark cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The mark may not be written.</exception>
    public void Mark() => mark.Write(_held.Where(held => !held.Value.IsDone).Select(held => held.Key));

    /// <summary>Retention decides which versions go; one that readers of this process still hold goes behind the last of them.</summary>
    /// <remarks>Never fails: a snapshot that was published is, whatever becomes of the old ones.</remarks>
    /// <param name="current">Served now.</param>
    /// <param name="before">Served until now, so the last to go: by their names alone, versions of a clock that was ahead would outlive it.</param>
    public void Retire(string current, string? before)
    {
        try
        {
            Mark();
            IEnumerable<string> others = folder.Versions().Where(version => version != current).Reverse();
            foreach (string version in others.OrderByDescending(version => version == before).Skip(retention - 1).ToArray())
                if (_held.TryGetValue(version, out ServedSnapshot? held) && held.TryHold())
                {
                    held.Afterwards = () => RemoveUnlessInUse(version);
                    held.LetGo();
                }
                else
                {
                    RemoveUnlessInUse(version);
                }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(exception, "Old snapshots could not be removed; the next refresh tries again");
        }
        foreach (KeyValuePair<string, ServedSnapshot> done in _held.Where(held => held.Value.IsDone))
            _held.TryRemove(done);
    }

    private ServedSnapshot Hold(string version)
    {
        if (_held.TryGetValue(version, out ServedSnapshot? held) && held.TryHold())
        {
            held.Afterwards = null;
            return held;
        }
        return _held[version] = new ServedSnapshot(folder.Read(version), folder.Of(version));
    }

    private void TryMark()
    {
        try
        {
            Mark();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Answers are worth more than the mark; who keeps it up says that it cannot be written.
            logger.LogDebug(exception, "The mark could not be written");
        }
    }

    /// <summary>Looks again at the last moment: readers may have left long after retention decided. What is in use now goes with the next retention.</summary>
    private void RemoveUnlessInUse(string version)
    {
        try
        {
            if (version != folder.ReadCurrent() && !mark.OfOthers().Contains(version))
                SnapshotFolder.Remove(folder.Of(version));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogDebug(exception, "Whether snapshot {Version} is in use cannot be told, so it stays", version);
        }
    }
}
