namespace C360.Infrastructure.DuckDb.Native;

/// <summary>duckdb_database.</summary>
internal sealed class DatabaseHandle : EngineHandle
{
    /// <summary>The file's entry among the open ones; it stands until DuckDB has really closed the file.</summary>
    public OpenFile? File { get; set; }

    /// <inheritdoc/>
    protected override void Destroy()
    {
        NativeMethods.Close(ref handle);
        File?.Dispose();
    }
}
