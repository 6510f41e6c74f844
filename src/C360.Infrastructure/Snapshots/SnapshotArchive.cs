using System.Collections.Concurrent;
using System.Text.Json;
using C360.Application.Ports;
using C360.Domain.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Snapshots;

/// <summary>The snapshots on disk. A version never changes, so that each is read and measured once.</summary>
/// <param name="options">Where they are.</param>
/// <param name="store">Serves one of them.</param>
/// <param name="prepare">What is done with one before it becomes current.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of damaged ones.</param>
internal sealed class SnapshotArchive(
    SnapshotOptions options,
    SnapshotStore store,
    PrepareSnapshot prepare,
    TimeProvider time,
    ILogger<SnapshotArchive> logger
) : ISnapshotArchive
{
    private readonly SnapshotFolder _folder = new(Path.GetFullPath(options.SnapshotPath));
    private readonly PrepareSnapshot _prepare = prepare.Within(PreparationLimit.Deciding, time);
    private readonly ConcurrentDictionary<string, StoredSnapshot> _known = new();
    private readonly ConcurrentDictionary<string, bool> _damaged = new();

    /// <inheritdoc/>
    public IReadOnlyList<StoredSnapshot> List()
    {
        string? current = store.Current?.Version;
        string[] versions = [.. _folder.Versions().Reverse()];
        foreach (string gone in _known.Keys.Except(versions))
            _known.TryRemove(gone, out _);
        return
        [
            .. versions
                .Select(TryRead)
                .OfType<StoredSnapshot>()
                .Select(stored => stored with { IsCurrent = stored.Snapshot.Version == current }),
        ];
    }

    /// <inheritdoc/>
    public async Task<StoredSnapshot> ActivateAsync(string version, CancellationToken cancellationToken)
    {
        await store.ActivateAsync(version, _prepare, cancellationToken);
        return Read(version) with { IsCurrent = true };
    }

    private StoredSnapshot Read(string version) =>
        _known.GetOrAdd(version, _ => new StoredSnapshot(_folder.Read(version), _folder.SizeOf(version), IsCurrent: false));

    private StoredSnapshot? TryRead(string version)
    {
        try
        {
            return Read(version);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            if (_damaged.TryAdd(version, true) && _folder.Has(version))
                logger.LogWarning(exception, "Snapshot {Version} is damaged: its manifest or its files cannot be read", version);
            return null;
        }
    }
}
