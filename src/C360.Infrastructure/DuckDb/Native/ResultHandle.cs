using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

/// <summary>Owns the memory of a duckdb_result, what that result holds, and the chunk that is being read from it.</summary>
internal sealed unsafe class ResultHandle : EngineHandle
{
    private nint _chunk;

    /// <summary>Makes room for a result of a statement on the connection.</summary>
    public ResultHandle(ConnectionHandle connection)
    {
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));
        BelongTo(connection);
    }

    /// <summary>Lets go of the present chunk and fetches the next.</summary>
    /// <returns>The chunk, which stays this object's, or 0 at the end and after an error.</returns>
    public nint NextChunk()
    {
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
            NativeMethods.DestroyChunk(ref _chunk);
            return _chunk = NativeMethods.FetchChunk(*(NativeResult*)handle);
        }
        finally
        {
            if (added)
            {
                DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    protected override void Destroy()
    {
        NativeMethods.DestroyChunk(ref _chunk);
        NativeMethods.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
    }
}
