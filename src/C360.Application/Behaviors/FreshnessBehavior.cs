using C360.Application.Ports;
using C360.Application.Queries;
using MediatR;

namespace C360.Application.Behaviors;

/// <summary>Lets the first query that meets a snapshot that is not fresh, or none at all, start a refresh; no query waits for it.</summary>
/// <typeparam name="TRequest">The query.</typeparam>
/// <typeparam name="TResponse">Its answer.</typeparam>
/// <param name="snapshots">The snapshots.</param>
/// <param name="refreshes">Starts refreshes.</param>
/// <param name="options">Whether queries may start one.</param>
/// <param name="age">Knows what is stale.</param>
internal sealed class FreshnessBehavior<TRequest, TResponse>(
    ISnapshotRepository snapshots,
    IRefreshRepository refreshes,
    CacheOptions options,
    DataAge age
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : Answer
{
    /// <summary>Looks at the age of the data, then goes on.</summary>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">Already given to <paramref name="next"/>.</param>
    /// <param name="next">The rest of the road.</param>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (options.RefreshWhenStale && (snapshots.Current is not { } current || age.IsStale(current)))
            refreshes.StartBecauseStale();
        return next();
    }
}
