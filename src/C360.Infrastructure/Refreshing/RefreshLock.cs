using System.Diagnostics.CodeAnalysis;
using C360.Application.Ports;
using C360.Infrastructure.Snapshots;

namespace C360.Infrastructure.Refreshing;

/// <summary>
/// Lets one process at a time refresh a SNAPSHOT_PATH: <c>refresh.lock</c> there names the holder, with a heartbeat.
/// </summary>
/// <remarks>
/// Two locks in one. The system's own lock decides between processes of one system: it goes with the process, however that ends. It is on a file beside,
/// <c>.refresh.lock</c>, because a file that is locked cannot be read. A network volume may not share it between systems; there the heartbeat decides.
/// Neither file is ever removed: who has opened a removed one would hold the lock of a file that nobody else sees.
/// </remarks>
/// <param name="options">Where it is.</param>
/// <param name="time">The clock.</param>
internal sealed class RefreshLock(SnapshotOptions options, TimeProvider time)
{
    /// <summary>The length of what a holder writes.</summary>
    internal const int ContentLength = 512;

    /// <summary>Without a sign of life for so long, a holder on another system may have died.</summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(15);

    /// <summary>A doubtful holder is watched for so long: clocks differ, but who lives gives a sign within this time.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(5);

    /// <summary>Between emptying the file and letting go of it, or before its name is written, a holder is nobody; that does not last.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private const int Moments = 50;

    /// <summary>EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows as an HRESULT.</summary>
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private readonly string _root = Path.GetFullPath(options.SnapshotPath);

    /// <summary>Takes the lock.</summary>
    /// <param name="refreshId">What it is taken for; null: for a moment, in which whoever wants to refresh waits.</param>
    /// <param name="whenAlone">Done when it is sure that nobody else has it, before the holder's name is written.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="RefreshElsewhereException">Somebody who lives has it.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The file belongs to what is returned.")]
    public async Task<HeldLock> TakeAsync(string? refreshId, Action whenAlone, CancellationToken cancellationToken)
    {
        FileStream system = await OpenAsync(cancellationToken);
        FileStream? file = null;
        try
        {
            file = Open("refresh.lock", FileShare.ReadWrite);
            if (Read(file) is { } other && other.Machine != LockHolder.ThisMachine && await LivesAsync(file, other, cancellationToken))
                throw new RefreshElsewhereException(other.Owner, other.RefreshId);
            whenAlone();
            RandomAccess.SetLength(file.SafeFileHandle, 0);
            return new HeldLock(system, file, refreshId is null ? null : LockHolder.Me(refreshId, time.GetUtcNow()), time);
        }
        catch
        {
            file?.Dispose();
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>What stands in the file.</summary>
    /// <param name="file">The file.</param>
    internal static LockHolder? Read(FileStream file)
    {
        Span<byte> content = stackalloc byte[ContentLength];
        return LockHolder.Parse(content[..RandomAccess.Read(file.SafeFileHandle, content, 0)]);
    }

    /// <summary>Takes the system's lock; while it is somebody's, that one is named.</summary>
    private async Task<FileStream> OpenAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
            try
            {
                return Open(".refresh.lock", FileShare.None);
            }
            catch (IOException exception) when (SharingViolations.Contains(exception.HResult))
            {
                LockHolder? holder = Holder();
                // One of this process that is about to let go has told its end already.
                bool mine = holder?.Machine == LockHolder.ThisMachine && holder.ProcessId == Environment.ProcessId;
                if ((holder is not null && !mine) || attempt == Moments)
                    throw new RefreshElsewhereException(holder?.Owner, holder?.RefreshId);
                await Task.Delay(Moment, cancellationToken);
            }
    }

    private LockHolder? Holder()
    {
        try
        {
            using FileStream file = Open("refresh.lock", FileShare.ReadWrite);
            return Read(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private FileStream Open(string name, FileShare share) =>
        new(Path.Combine(_root, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);

    private async Task<bool> LivesAsync(FileStream file, LockHolder other, CancellationToken cancellationToken)
    {
        if ((time.GetUtcNow() - other.Heartbeat).Duration() < Doubtful)
            return true;
        await Task.Delay(Watch, time, cancellationToken);
        return Read(file) is { } now && now != other;
    }
}
