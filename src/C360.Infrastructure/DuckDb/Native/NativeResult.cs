using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

/// <summary>duckdb_result: its fields are DuckDB's own business, only its size matters here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeResult
{
    private readonly ulong _columns;
    private readonly ulong _rows;
    private readonly ulong _changed;
    private readonly nint _columnData;
    private readonly nint _error;
    private readonly nint _internal;
}
