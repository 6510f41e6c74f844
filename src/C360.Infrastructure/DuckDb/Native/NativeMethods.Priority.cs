using System.Runtime.InteropServices;

namespace C360.Infrastructure.DuckDb.Native;

// The one call into the system itself.
internal static partial class NativeMethods
{
    private const int OfThread = 0; // PRIO_PROCESS, which on Linux means a thread

    /// <summary>How much a thread yields: of two that want one core, the other gets about nine tenths.</summary>
    private const int Yielding = 10;

    /// <summary>
    /// Makes this thread, and all that it starts from now on, give way to others. Only on Linux: elsewhere there is no such thing, or not per thread.
    /// What the system refuses is no fault: the thread works as well, only less politely.
    /// </summary>
    internal static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(OfThread, 0, Yielding);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
