using C360.Application.Ports;
using C360.Application.Queries;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace C360.Application.Behaviors;

/// <summary>The answers in memory, each under its question and the version of the snapshot that it came from.</summary>
/// <param name="cache">Where they are; its size limit is CACHE_MAX_MB.</param>
/// <param name="snapshots">Which snapshots count.</param>
/// <param name="options">Whether answers are kept, and how much room they have.</param>
/// <param name="logger">Told when an older answer stands in.</param>
public sealed class AnswerCache(IMemoryCache cache, ISnapshotRepository snapshots, CacheOptions options, ILogger<AnswerCache> logger)
{
    private string? _tidiedFor;

    /// <summary>Whether answers are kept at all.</summary>
    public bool KeepsAnswers => options.KeepsAnswers;

    /// <summary>Whether there is any: they come whatever the engine does.</summary>
    public bool HasAnswers => cache.GetCurrentStatistics() is { CurrentEntryCount: > 0 };

    /// <summary>The answer to a question from a snapshot, or null when it is not here.</summary>
    /// <typeparam name="TAnswer">The answer.</typeparam>
    /// <param name="question">What <see cref="Question.Of"/> says.</param>
    /// <param name="version">The snapshot's version.</param>
    public TAnswer? Find<TAnswer>(object question, string version)
        where TAnswer : Answer => cache.TryGetValue((question, version), out TAnswer? answer) ? answer : null;

    /// <summary>
    /// Keeps an answer under the version that it came from, which need not be the current one: not any more, or not yet. What is rendered of it later counts,
    /// too.
    /// </summary>
    /// <param name="question">What <see cref="Question.Of"/> says.</param>
    /// <param name="answer">The answer.</param>
    public void Keep(object question, Answer answer)
    {
        long size = answer.Bytes + Question.BytesOf(question);
        if (!options.KeepsAnswers || size > options.Room)
            return;
        DropOld();
        MakeRoom(size);
        Set(question, answer, size);
        // Others may have the answer already: what they rendered until now did not ask.
        answer.Renderings.CountBy(rendered => Grow(question, answer, size + rendered));
    }

    /// <summary>One that was dropped meanwhile, or has another in its place, may grow as it likes: it goes with its last request.</summary>
    private bool Grow(object question, Answer answer, long size)
    {
        if (Find<Answer>(question, answer.Snapshot.Version) != answer)
            return true;
        if (size > options.Room)
            return false;
        MakeRoom(size - answer.Bytes - answer.Renderings.Bytes);
        Set(question, answer, size);
        return true;
    }

    private void Set(object question, Answer answer, long size) =>
        cache.Set((question, answer.Snapshot.Version), answer, new MemoryCacheEntryOptions { Size = size });

    /// <summary>What the snapshot before this one answered to the same question, if that is still here, said to stand in.</summary>
    /// <remarks>
    /// Only an older snapshot's: where a newer one came before, somebody has put an older one back, and for a reason.
    /// </remarks>
    /// <typeparam name="TAnswer">The answer.</typeparam>
    /// <param name="question">What <see cref="Question.Of"/> says.</param>
    /// <param name="failure">Why the engine gave no answer.</param>
    public TAnswer? StandIn<TAnswer>(object question, Exception failure)
        where TAnswer : Answer
    {
        if (
            snapshots.Previous is not { } previous
            || previous.BuiltAt > snapshots.Current?.BuiltAt
            || Find<TAnswer>(question, previous.Version) is not { } answer
        )
            return null;
        logger.LogError(failure, "The engine gave no answer; that of snapshot {DataVersion} stands in", previous.Version);
        return (TAnswer)answer.StandingIn();
    }

    /// <summary>After a switch, the answers go that nobody can ask for any more: of snapshots that are neither the current nor the previous one.</summary>
    private void DropOld()
    {
        string? current = snapshots.Current?.Version;
        if (Interlocked.Exchange(ref _tidiedFor, current) == current)
            return;
        string? previous = snapshots.Previous?.Version;
        foreach (object key in (cache as MemoryCache)?.Keys ?? [])
            if (key is ValueTuple<object, string> entry && entry.Item2 != current && entry.Item2 != previous)
                cache.Remove(key);
    }

    /// <summary>A full cache would drop what comes, not what is old, and clear a twentieth: never enough for a large answer.</summary>
    private void MakeRoom(long size)
    {
        const double more = 0.1;
        for (double share = more; share < 1 + more && IsTooFull(size); share += more)
            (cache as MemoryCache)?.Compact(Math.Min(share, 1));
    }

    private bool IsTooFull(long size) => cache.GetCurrentStatistics()?.CurrentEstimatedSize + size > options.Room;
}
