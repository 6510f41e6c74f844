using AutoMapper;
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Domain.Snapshots;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Shows what the refresh of the current snapshot found in the files: what was read, used, rejected, and whether it adds up.</summary>
public sealed record ShowDataQuality : IRequest<DataQualityOutcome>;

/// <summary>A report and the snapshot that it is about.</summary>
/// <param name="Report">The report.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Stale">Whether that is not fresh any more.</param>
public sealed record DataQualityOutcome(DataQuality Report, Snapshot Snapshot, bool Stale);

/// <summary>Reports from memory what the refresh kept.</summary>
/// <param name="snapshots">The data.</param>
/// <param name="age">Knows what is stale.</param>
/// <param name="mapper">Maps a snapshot to its report.</param>
internal sealed class ShowDataQualityHandler(ISnapshotRepository snapshots, DataAge age, IMapper mapper)
    : IRequestHandler<ShowDataQuality, DataQualityOutcome>
{
    /// <summary>Reports.</summary>
    /// <param name="request">Nothing to say.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    /// <exception cref="DataNotReadyException">There is no snapshot yet.</exception>
    public Task<DataQualityOutcome> Handle(ShowDataQuality request, CancellationToken cancellationToken)
    {
        Snapshot current = snapshots.Current ?? throw new DataNotReadyException();
        return Task.FromResult(new DataQualityOutcome(mapper.Map<DataQuality>(current), current, age.IsStale(current)));
    }
}
