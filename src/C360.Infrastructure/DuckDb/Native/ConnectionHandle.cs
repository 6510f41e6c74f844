namespace C360.Infrastructure.DuckDb.Native;

/// <summary>duckdb_connection.</summary>
internal sealed class ConnectionHandle : EngineHandle
{
    /// <inheritdoc/>
    protected override void Destroy() => NativeMethods.Disconnect(ref handle);
}
