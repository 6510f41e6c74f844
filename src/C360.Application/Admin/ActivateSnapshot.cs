using AutoMapper;
using C360.Application.Ports;
using C360.Domain.Snapshots;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Makes a snapshot on disk the current one, in every process that serves it: puts an older one back when the newest is bad.</summary>
/// <remarks>
/// It is current until the next refresh publishes: one that is running now, also in another process, is the newer decision, and so is one that the
/// schedule or a stale answer starts because the sources are not those of this snapshot. Mend the sources or the models first. A snapshot that is
/// current stays so. A damaged one is refused, and the current one keeps serving.
/// </remarks>
/// <param name="Version">Its version.</param>
public sealed record ActivateSnapshot(string Version) : IRequest<SnapshotReport>;

/// <summary>Activates snapshots.</summary>
/// <param name="archive">The snapshots.</param>
/// <param name="mapper">Maps one to what is shown.</param>
internal sealed class ActivateSnapshotHandler(ISnapshotArchive archive, IMapper mapper) : IRequestHandler<ActivateSnapshot, SnapshotReport>
{
    /// <summary>Activates the snapshot.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Gives it up, until it is current.</param>
    /// <exception cref="NotFoundException">There is none of that version.</exception>
    /// <exception cref="ConflictException">It is damaged.</exception>
    public async Task<SnapshotReport> Handle(ActivateSnapshot request, CancellationToken cancellationToken)
    {
        StoredSnapshot activated = await archive.ActivateAsync(request.Version, cancellationToken);
        return mapper.Map<SnapshotReport>(activated);
    }
}
