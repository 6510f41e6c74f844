using AutoMapper;
using C360.Application.Ports;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Shows one refresh.</summary>
/// <param name="RefreshId">Its id.</param>
public sealed record FindRefresh(string RefreshId) : IRequest<RefreshReport>;

/// <summary>Finds refreshes.</summary>
/// <param name="refreshes">The refreshes.</param>
/// <param name="mapper">Maps them to what is shown.</param>
internal sealed class FindRefreshHandler(IRefreshRepository refreshes, IMapper mapper) : IRequestHandler<FindRefresh, RefreshReport>
{
    /// <summary>Finds the refresh.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    /// <exception cref="NotFoundException">There is none of that id.</exception>
    public Task<RefreshReport> Handle(FindRefresh request, CancellationToken cancellationToken) =>
        Task.FromResult(mapper.Map<RefreshReport>(refreshes.Find(request.RefreshId) ?? throw new NotFoundException("Refresh")));
}
