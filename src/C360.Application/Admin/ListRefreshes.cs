using AutoMapper;
using C360.Application.Ports;
using C360.Application.Queries;
using FluentValidation;
using MediatR;

namespace C360.Application.Admin;

/// <summary>Lists the refreshes, the latest first: of all processes on SNAPSHOT_PATH, also those before the last restart; the last thousand are kept.</summary>
public sealed record ListRefreshes : IRequest<RefreshReport[]>
{
    /// <summary>Most refreshes to list, 1 to 1000.</summary>
    public int Limit { get; init; } = 50;

    internal sealed class Validator : AbstractValidator<ListRefreshes>
    {
        public Validator() => RuleFor(request => request.Limit).InclusiveBetween(1, ILimited.Most);
    }
}

/// <summary>Lists refreshes.</summary>
/// <param name="refreshes">The refreshes.</param>
/// <param name="mapper">Maps them to what is shown.</param>
internal sealed class ListRefreshesHandler(IRefreshRepository refreshes, IMapper mapper) : IRequestHandler<ListRefreshes, RefreshReport[]>
{
    /// <summary>Lists them.</summary>
    /// <param name="request">How many.</param>
    /// <param name="cancellationToken">Not used: the answer is in memory.</param>
    public Task<RefreshReport[]> Handle(ListRefreshes request, CancellationToken cancellationToken) =>
        Task.FromResult(mapper.Map<RefreshReport[]>(refreshes.List(request.Limit)));
}
