using System.Collections.Concurrent;
using C360.Domain.Snapshots;

namespace C360.Application.Queries;

/// <summary>The rows that answer a question and the snapshot they came from: immutable, cached, shared by all who ask the same.</summary>
/// <param name="rows">The rows, in order.</param>
/// <param name="snapshot">The snapshot that every one of them came from.</param>
public abstract class Answer(IReadOnlyList<object> rows, Snapshot snapshot)
{
    private readonly ConcurrentDictionary<string, byte[]> _rendered = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>The rows, in order.</summary>
    public IReadOnlyList<object> Rows { get; } = rows;

    /// <summary>The snapshot that every row came from.</summary>
    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>Whether the limit cut the list.</summary>
    public bool Truncated { get; init; }

    /// <summary>Whether the answer is one thing, not a list.</summary>
    public bool IsOne { get; init; }

    /// <summary>Whether it is an older snapshot's and stands in because the engine failed; said in a copy, never in the cached answer.</summary>
    public bool StandsIn { get; private set; }

    /// <summary>How long the engine took.</summary>
    public TimeSpan EngineTime { get; init; }

    /// <summary>About how many bytes of memory the answer takes, rendered once.</summary>
    public long Bytes { get; init; }

    /// <summary>The rows in an output format, made at the first call and kept.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="render">Writes the rows in that format; may run more than once when calls meet.</param>
    public byte[] Rendered(string format, Func<Answer, byte[]> render) =>
        _rendered.TryGetValue(format, out byte[]? bytes) ? bytes : _rendered.GetOrAdd(format, render(this));

    /// <summary>The same answer, said to stand in; what is rendered of one is rendered of both.</summary>
    internal Answer StandingIn()
    {
        var copy = (Answer)MemberwiseClone();
        copy.StandsIn = true;
        return copy;
    }
}
