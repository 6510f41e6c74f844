using C360.Application.Admin;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Application.Verification;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;

namespace C360.Infrastructure.Verification;

/// <summary>
/// Builds the same data on two engines and asks both the same. The first is right by agreement; it also answers from what the second built, which tells
/// whether a difference came in with the build or with the query, and tries the pair of engines that is most used.
/// </summary>
/// <param name="first">What is compared with: builds and answers.</param>
/// <param name="second">What is compared.</param>
/// <param name="render">Writes a value as the service does, JSON with the places that numbers have.</param>
/// <param name="tell">Told of each comparison.</param>
internal sealed class EngineComparer(EngineSide first, EngineSide second, Func<object, string> render, Action<EngineComparison> tell)
{
    private const double BuildsEnd = 50;

    private string OfBuild => $"{second.Name}/{first.Name}";

    private string OfBoth => $"{second.Name}/{second.Name}";

    /// <summary>Compares what both find in the sources, then every answer.</summary>
    /// <param name="options">What is read, by which rules.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told what is done, and how far the whole is, in per cent.</param>
    /// <param name="cancellationToken">Stops the engines.</param>
    /// <exception cref="EnginesNotComparableException">The data cannot be built, or an engine cannot be used any more.</exception>
    public async Task RunAsync(
        PipelineOptions options,
        TimeProvider time,
        Action<string, double> progress,
        CancellationToken cancellationToken
    )
    {
        // One moment for both: across midnight they would not have the same today.
        var moment = new StoppedClock(time.GetUtcNow());
        Snapshot expected = await BuildAsync(first, options, moment, Told(progress, 0), cancellationToken);
        Snapshot actual = await BuildAsync(second, options, moment, Told(progress, BuildsEnd / 2), cancellationToken);
        foreach (EngineComparison comparison in new ReportComparison(OfBuild, render).Of(expected, actual))
            tell(comparison);
        using SnapshotLease ofFirst = first.Lease();
        using SnapshotLease ofSecond = second.Lease();
        IReadOnlyList<object> requests = await new RequestList(request => AnswerAsync(request, ofFirst, cancellationToken)).AllAsync();
        for (int i = 0; i < requests.Count; i++)
        {
            string what = RequestText.Of(requests[i]);
            progress(what, BuildsEnd + ((100 - BuildsEnd) * i / requests.Count));
            Answer right = await AnswerAsync(requests[i], ofFirst, cancellationToken);
            foreach ((string engines, EngineSide side) in new[] { (OfBuild, first), (OfBoth, second) })
                tell(new EngineComparison(engines, what, await DifferenceAsync(right, side, requests[i], ofSecond, cancellationToken)));
        }
    }

    private static ToldProgress Told(Action<string, double> progress, double from) =>
        new(now => progress(now.Stage, from + (now.Percent * BuildsEnd / 2 / 100)));

    private static async Task<Snapshot> BuildAsync(
        EngineSide side,
        PipelineOptions options,
        TimeProvider time,
        IProgress<PipelineProgress> progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await side.BuildAsync(options, time, progress, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new EnginesNotComparableException($"The engine {side.Name} cannot build this data: {Reason(exception)}", exception);
        }
    }

    /// <summary>What is right.</summary>
    private async Task<Answer> AnswerAsync(object request, SnapshotLease on, CancellationToken cancellationToken)
    {
        try
        {
            return await first.AskAsync(request, on, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            string what = RequestText.Of(request);
            throw new EnginesNotComparableException($"The engine {first.Name} cannot answer {what}: {Reason(exception)}", exception);
        }
    }

    private async Task<string?> DifferenceAsync(
        Answer expected,
        EngineSide side,
        object request,
        SnapshotLease on,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Answer actual = await side.AskAsync(request, on, cancellationToken);
            return FirstDifference.Of(Rows(expected), Rows(actual))
                ?? (expected.Truncated == actual.Truncated ? null : $"truncated: expected {expected.Truncated}, got {actual.Truncated}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return IsGone(exception)
                ? throw new EnginesNotComparableException($"The engine {side.Name} cannot be used any more: {Reason(exception)}", exception)
                : $"expected an answer, got an error: {Reason(exception)}";
        }
    }

    /// <summary>What the service would send of it, but for what engines know differently: where in a file a rejected row stands, and its raw text.</summary>
    private string Rows(Answer answer)
    {
        IEnumerable<object> rows = answer.Rows.Select(row =>
            row is RejectedRow rejected ? rejected with { Line = null, RawValues = "{}" } : row
        );
        return $"[{string.Join(',', rows.Select(render))}]";
    }

    private static bool IsGone(Exception exception) =>
        exception is TransientEngineException or EngineUnavailableException
        || exception is SparkException { Kind: SparkErrorKind.Unreachable or SparkErrorKind.Refused or SparkErrorKind.SessionLost };

    /// <summary>Whoever runs this stands at the machine: the engine's own words help, and nobody else sees them.</summary>
    private static string Reason(Exception exception) =>
        (exception is RefreshFailedException ? exception : exception.GetBaseException()).Message.Split('\n')[0].TrimEnd();
}
