using C360.Domain.Snapshots;

namespace C360.Infrastructure.Sql;

/// <summary>The rows of a statement.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Snapshot">The snapshot that all of them came from.</param>
/// <param name="EngineTime">How long the engine took.</param>
internal sealed record SqlResult<TRow>(List<TRow> Rows, Snapshot Snapshot, TimeSpan EngineTime);
