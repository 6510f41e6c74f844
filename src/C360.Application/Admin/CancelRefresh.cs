using AutoMapper;
using C360.Application.Ports;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Stops a refresh: the engine stops within a second, nothing is left behind, and the last good snapshot keeps serving.</summary>
/// <remarks>A refresh can be stopped by the process that runs it; another one answers 409 and names that process.</remarks>
/// <param name="RefreshId">Its id.</param>
public sealed record CancelRefresh(string RefreshId) : IRequest<RefreshReport>;

/// <summary>Stops refreshes.</summary>
/// <param name="refreshes">The refreshes.</param>
/// <param name="mapper">Maps one to what is shown.</param>
internal sealed class CancelRefreshHandler(IRefreshRepository refreshes, IMapper mapper) : IRequestHandler<CancelRefresh, RefreshReport>
{
    /// <summary>Tells the refresh to stop.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Not used: it is told at once.</param>
    /// <exception cref="NotFoundException">There is none of that id.</exception>
    /// <exception cref="RefreshElsewhereException">Another process runs it.</exception>
    public Task<RefreshReport> Handle(CancelRefresh request, CancellationToken cancellationToken) =>
        Task.FromResult(mapper.Map<RefreshReport>(refreshes.Cancel(request.RefreshId) ?? throw new NotFoundException("Refresh")));
}
