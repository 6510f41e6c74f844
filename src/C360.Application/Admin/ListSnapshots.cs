using AutoMapper;
using C360.Application.Ports;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Lists the snapshots on disk, newest first: SNAPSHOT_RETENTION of them, and those that some process still reads.</summary>
public sealed record ListSnapshots : IRequest<SnapshotReport[]>;

/// <summary>Lists snapshots.</summary>
/// <param name="archive">The snapshots.</param>
/// <param name="mapper">Maps them to what is shown.</param>
internal sealed class ListSnapshotsHandler(ISnapshotArchive archive, IMapper mapper) : IRequestHandler<ListSnapshots, SnapshotReport[]>
{
    /// <summary>Lists them.</summary>
    /// <param name="request">Nothing to say.</param>
    /// <param name="cancellationToken">Not used: it is a short look.</param>
    public Task<SnapshotReport[]> Handle(ListSnapshots request, CancellationToken cancellationToken) =>
        Task.FromResult(mapper.Map<SnapshotReport[]>(archive.List()));
}
