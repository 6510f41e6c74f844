using C360.Domain.Snapshots;

namespace C360.Application.Queries;

/// <summary>The rows that answer a question and the snapshot they came from: immutable, cached, shared by all who ask the same.</summary>
/// <param name="rows">The rows, in order.</param>
/// <param name="snapshot">The snapshot that every one of them came from.</param>
public abstract class Answer(IReadOnlyList<object> rows, Snapshot snapshot)
{
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

    /// <summary>About how many bytes of memory the rows take.</summary>
    public long Bytes { get; init; }

    /// <summary>What <see cref="Question.Tag"/> says: the same for the same question to the same snapshot, in every process of one build.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Whether whoever asks has the answer already: then there are no rows.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>What was rendered of it; a copy shares it.</summary>
    internal Renderings Renderings { get; } = new();

    /// <summary>The answer as it goes out, made at the first call and kept as long as the answer is.</summary>
    /// <param name="name">Names its form.</param>
    /// <param name="render">Writes it in that form; may run more than once when calls meet.</param>
    public byte[] Rendered(string name, Func<Answer, byte[]> render) => Rendered(name) ?? Renderings.Keep(name, render(this));

    /// <summary>The answer as it went out before in that form; null when it did not.</summary>
    /// <param name="name">Names its form.</param>
    public byte[]? Rendered(string name) => Renderings.Find(name);

    /// <summary>The same answer, said to stand in; what is rendered of one is rendered of both.</summary>
    internal Answer StandingIn()
    {
        var copy = (Answer)MemberwiseClone();
        copy.StandsIn = true;
        return copy;
    }
}
