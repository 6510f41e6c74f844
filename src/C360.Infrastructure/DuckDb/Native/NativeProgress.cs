using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

/// <summary>duckdb_query_progress_type.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeProgress
{
    /// <summary>Per cent done, or -1 when DuckDB does not know.</summary>
    public readonly double Percentage;

    private readonly ulong _rows;
    private readonly ulong _totalRows;
}
