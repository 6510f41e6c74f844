using C360.Application.Queries;

namespace C360.Application.Behaviors;

/// <summary>What the stages of a request saw of it, for its one line in the log: opened by the host, filled in on the way.</summary>
public sealed class RequestObservation
{
    private static readonly AsyncLocal<RequestObservation?> Slot = new();

    /// <summary>The observation of the request that runs now, or null outside one.</summary>
    public static RequestObservation? Current => Slot.Value;

    /// <summary>
    /// Tells by an answer's <see cref="Queries.Answer.Tag"/>, and whether it would be stale, whether the client has it already; null when he did not say what he
    /// has.
    /// </summary>
    public Func<string, bool, bool>? Holds { get; set; }

    /// <summary>The answer, when one was given.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>Where the answer came from; null when none was given.</summary>
    public CacheOutcome? Cache { get; private set; }

    /// <summary>Opens the observation of a request.</summary>
    public static RequestObservation Begin() => Slot.Value = new RequestObservation();

    /// <summary>Notes the answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="outcome">Where it came from.</param>
    public void Answered(Answer answer, CacheOutcome outcome) => (Answer, Cache) = (answer, outcome);
}
