namespace C360.Infrastructure.DuckDb.Native;

/// <summary>duckdb_prepared_statement.</summary>
internal sealed class StatementHandle : EngineHandle
{
    /// <inheritdoc/>
    protected override void Destroy() => NativeMethods.DestroyPrepare(ref handle);
}
