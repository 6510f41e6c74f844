using C360.Application.Ports;
using C360.Application.Queries;
using MediatR;

namespace C360.Application.Behaviors;

/// <summary>Answers from memory what was asked before of the same snapshot, and runs one query for all who ask the same at once.</summary>
/// <remarks>
/// Innermost: it calls the handler itself instead of <c>next</c>, which MediatR has bound to the first caller's token. With that one, a single closed
/// browser tab would fail everybody who waits for the same answer.
/// </remarks>
/// <typeparam name="TRequest">The query.</typeparam>
/// <typeparam name="TResponse">Its answer.</typeparam>
/// <param name="handler">Asks the engine.</param>
/// <param name="answers">Where answers are kept.</param>
/// <param name="snapshots">Which snapshot is current.</param>
/// <param name="metrics">Counts where answers came from.</param>
internal sealed class CachingBehavior<TRequest, TResponse>(
    IRequestHandler<TRequest, TResponse> handler,
    AnswerCache answers,
    ISnapshotRepository snapshots,
    ServiceMetrics metrics
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : Answer
{
    private readonly Flights<(object Question, string Version), TResponse> _flights = new();

    /// <summary>Finds the answer or joins the run that makes it.</summary>
    /// <param name="request">The query, already validated.</param>
    /// <param name="cancellationToken">The caller leaves; the run ends with the last caller.</param>
    /// <param name="next">Not called, see the remarks.</param>
    /// <exception cref="DataNotReadyException">There is no snapshot yet.</exception>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        string version = (snapshots.Current ?? throw new DataNotReadyException()).Version;
        object question = Question.Of(request);
        if (answers.Find<TResponse>(question, version) is not { } answer)
            return FlyAsync(request, question, version, cancellationToken);
        metrics.CacheLookedUp(CacheOutcome.Hit);
        RequestObservation.Current?.Answered(answer, CacheOutcome.Hit);
        return Task.FromResult(answer);
    }

    private async Task<TResponse> FlyAsync(TRequest request, object question, string version, CancellationToken cancellationToken)
    {
        CacheOutcome outcome = CacheOutcome.Miss;
        try
        {
            (TResponse answer, bool joined) = await _flights.JoinAsync(
                (question, version),
                token => AskAsync(request, question, token),
                cancellationToken
            );
            outcome =
                answer.StandsIn ? CacheOutcome.Stale
                : joined ? CacheOutcome.Joined
                : CacheOutcome.Miss;
            RequestObservation.Current?.Answered(answer, outcome);
            return answer;
        }
        finally
        {
            metrics.CacheLookedUp(outcome);
        }
    }

    /// <summary>
    /// The answer is filed under the version that it came from: a snapshot may have been published since the question was looked up. When the engine gives
    /// none, that snapshot's may be there meanwhile, or the previous one's stands in for all who wait.
    /// </summary>
    private async Task<TResponse> AskAsync(TRequest request, object question, CancellationToken token)
    {
        // A run for the same question may have ended between this caller's look into the cache and its joining.
        if (Landed(question) is { } landed)
            return landed;
        try
        {
            TResponse answer = await handler.Handle(request, token);
            answers.Keep(question, answer);
            return answer;
        }
        catch (Exception failure)
            when (failure is EngineUnavailableException or EngineTimeoutException
                && (Landed(question) ?? answers.StandIn<TResponse>(question, failure)) is { } instead
            )
        {
            return instead;
        }
    }

    private TResponse? Landed(object question) =>
        snapshots.Current is { } current ? answers.Find<TResponse>(question, current.Version) : null;
}
