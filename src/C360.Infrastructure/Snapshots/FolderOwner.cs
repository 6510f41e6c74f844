using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace C360.Infrastructure.Snapshots;

/// <summary>The process that works in a folder, told apart from a later one with the same number by when it started.</summary>
/// <param name="ProcessId">The process's number.</param>
/// <param name="Start">When it started, in the system's own measure.</param>
/// <param name="Host">The machine's name.</param>
internal sealed record FolderOwner(int ProcessId, long Start, string Host)
{
    /// <summary>This process.</summary>
    public static FolderOwner Me { get; } = new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0, Environment.MachineName);

    /// <summary>Reads an owner; null when the text names none.</summary>
    /// <param name="text">As <see cref="ToString"/> wrote it.</param>
    public static FolderOwner? Parse(string text) =>
        text.Split('-', 3) is [var process, var start, var host]
        && int.TryParse(process, CultureInfo.InvariantCulture, out int processId)
        && long.TryParse(start, CultureInfo.InvariantCulture, out long since)
            ? new FolderOwner(processId, since, host)
            : null;

    /// <summary>Whether the process lives; of another machine that cannot be known, so it counts as living.</summary>
    public bool Lives() => Host != Environment.MachineName || StartOf(ProcessId) == Start;

    /// <summary>The owner as part of a folder's name.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId}-{Start}-{Host}");

    /// <summary>When a process started, the same whoever asks; null when it does not live.</summary>
    /// <remarks>
    /// On Linux as the kernel counts it: <see cref="Process.StartTime"/> adds the time of the boot, which each process works out anew, so that no two
    /// of them agree on it.
    /// </remarks>
    private static long? StartOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return StartInStat(File.ReadAllText($"/proc/{processId}/stat"));
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>proc(5): the state is field 3 and the start field 22; the name before them, in brackets, may hold anything.</summary>
    private static long? StartInStat(string stat)
    {
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        // Killed, but not yet missed by its parent.
        bool dead = fields[0] is "Z" or "X";
        return dead ? null : long.Parse(fields[22 - 3], CultureInfo.InvariantCulture);
    }
}
