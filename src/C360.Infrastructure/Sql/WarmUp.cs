using System.Reflection;
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging;

namespace C360.Infrastructure.Sql;

/// <summary>
/// Answers what is asked first from a snapshot that is not served yet, so that the first to ask after the switch need not wait for the engine.
/// </summary>
/// <param name="repository">Asks the engine.</param>
/// <param name="answers">Keeps the answers.</param>
/// <param name="logger">Told of a query that fails.</param>
internal sealed class WarmUp(AnalyticsRepository repository, AnswerCache answers, ILogger<WarmUp> logger)
{
    private static readonly MethodInfo AskOne = typeof(WarmUp).GetMethod(nameof(AskAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>Answers all of them, one after the other; one that fails is left out, so that a single bad query does not keep new data from all others.</summary>
    /// <param name="lease">The snapshot, held by the caller until this ends.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(SnapshotLease lease, CancellationToken cancellationToken)
    {
        if (!answers.KeepsAnswers)
            return;
        try
        {
            foreach (object request in DefaultQuestions.All)
                await KeepAsync(request, lease, cancellationToken);
        }
        catch (EngineBusyException exception)
        {
            // The next would wait as long: new data must not.
            logger.LogWarning(exception, "The engine is too busy to answer more from {DataVersion} beforehand", lease.Snapshot.Version);
        }
    }

    private async Task KeepAsync(object request, SnapshotLease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        object question = Question.Of(request);
        // Of a snapshot that was current before, the answers may still be here.
        if (answers.Find<Answer>(question, lease.Snapshot.Version) is not null)
            return;
        try
        {
            Type row = request.GetType().GetInterface(typeof(IAnalyticQuery<>).Name)!.GetGenericArguments()[0];
            Answer answer = await (Task<Answer>)AskOne.MakeGenericMethod(row).Invoke(this, [request, lease, cancellationToken])!;
            answers.Keep(question, answer);
        }
        catch (Exception exception) when (exception is not EngineBusyException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "{Query} could not be answered from {DataVersion} beforehand", request, lease.Snapshot.Version);
        }
    }

    private async Task<Answer> AskAsync<TRow>(IAnalyticQuery<TRow> query, SnapshotLease lease, CancellationToken cancellationToken)
        where TRow : class => await repository.AskAsync(query, lease, cancellationToken);
}
