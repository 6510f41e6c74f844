using C360.Application.Ports;
using C360.Application.Queries;
using MediatR;

namespace C360.Application.Behaviors;

/// <summary>
/// Answers whoever has the answer already with nothing: which one it is follows from the question, the current snapshot and its age, so that nobody needs its
/// rows, and the engine is not asked for a list that is not in memory any more. Whether there is the one thing that a query asks for, only an answer in memory
/// tells: without one the road goes on.
/// </summary>
/// <typeparam name="TRequest">The query.</typeparam>
/// <typeparam name="TResponse">Its answer.</typeparam>
/// <param name="answers">An answer in memory knows its tag; that of a list is worked out when it is not there.</param>
/// <param name="snapshots">Which snapshot is current.</param>
/// <param name="age">Knows what is stale.</param>
/// <param name="build">Makes part of a tag.</param>
/// <param name="metrics">Counts where answers came from.</param>
internal sealed class UnchangedBehavior<TRequest, TResponse>(
    AnswerCache answers,
    ISnapshotRepository snapshots,
    DataAge age,
    ServiceBuild build,
    ServiceMetrics metrics
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : Answer, IAnswer<TResponse>
{
    private static readonly bool FindsOne = FindsOneAttribute.IsOn(typeof(TRequest));

    /// <summary>Asks the host what the client has, then goes on unless it is the answer.</summary>
    /// <param name="request">The query, already validated.</param>
    /// <param name="cancellationToken">Already given to <paramref name="next"/>.</param>
    /// <param name="next">The rest of the road.</param>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (
            RequestObservation.Current is not { Holds: { } holds } observation
            || snapshots.Current is not { } current
            || TagOf(request, current.Version) is not { } tag
            || !holds(tag, age.IsStale(current))
        )
            return next();
        TResponse unchanged = TResponse.Unchanged(current);
        metrics.CacheLookedUp(CacheOutcome.NotModified);
        observation.Answered(unchanged, CacheOutcome.NotModified);
        return Task.FromResult(unchanged);
    }

    private string? TagOf(TRequest request, string version) =>
        answers.Find<TResponse>(Question.Of(request), version)?.Tag ?? (FindsOne ? null : Question.Tag(request, version, build));
}
