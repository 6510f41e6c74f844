using C360.Domain.Snapshots;

namespace C360.Application.Queries;

/// <summary>An answer whose rows have a type.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="rows">The rows, in order.</param>
/// <param name="snapshot">The snapshot that every one of them came from.</param>
public sealed class Answer<TRow>(IReadOnlyList<TRow> rows, Snapshot snapshot) : Answer(rows, snapshot), IAnswer<Answer<TRow>>
    where TRow : class
{
    /// <inheritdoc/>
    static Answer<TRow> IAnswer<Answer<TRow>>.Unchanged(Snapshot snapshot) => new([], snapshot) { IsUnchanged = true };
}
