using C360.Infrastructure.Snapshots;

namespace C360.Infrastructure.Sql;

/// <summary>One SQL operation, said in full.</summary>
/// <param name="Name">The query's name in the catalogue, for logs and spans.</param>
/// <param name="Text">One SELECT whose parameters are written <c>:name</c>.</param>
/// <param name="Parameters">A value for each parameter of the text, and no others.</param>
internal sealed record SqlQuery(string Name, string Text, IReadOnlyDictionary<string, object?> Parameters)
{
    /// <summary>The snapshot to run on, held until the query has ended; null: the one that is current when it begins.</summary>
    public SnapshotLease? On { get; init; }
}
