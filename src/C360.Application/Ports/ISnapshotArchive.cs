using C360.Domain.Snapshots;

namespace C360.Application.Ports;

/// <summary>The snapshots that are kept on disk.</summary>
public interface ISnapshotArchive
{
    /// <summary>All that can be read, the one built last first.</summary>
    IReadOnlyList<StoredSnapshot> List();

    /// <summary>Makes one the current snapshot, for all processes; nothing is done when it is.</summary>
    /// <param name="version">The version, or any text.</param>
    /// <param name="cancellationToken">Gives it up, until it is current.</param>
    /// <returns>The snapshot, current now.</returns>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    /// <exception cref="ConflictException">It is damaged; the current one stays.</exception>
    Task<StoredSnapshot> ActivateAsync(string version, CancellationToken cancellationToken);
}
