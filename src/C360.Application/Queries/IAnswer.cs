using C360.Domain.Snapshots;

namespace C360.Application.Queries;

/// <summary>What can be said instead of an answer, whatever its rows.</summary>
/// <typeparam name="TSelf">The answer.</typeparam>
public interface IAnswer<TSelf>
    where TSelf : Answer, IAnswer<TSelf>
{
    /// <summary>Says that whoever asks has the answer already.</summary>
    /// <param name="snapshot">The snapshot that it is of.</param>
    static abstract TSelf Unchanged(Snapshot snapshot);
}
