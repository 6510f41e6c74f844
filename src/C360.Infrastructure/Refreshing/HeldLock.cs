using C360.Domain.Refreshing;

namespace C360.Infrastructure.Refreshing;

/// <summary>The lock in this process's hands: gives signs of life, and notices when another has taken it for dead.</summary>
internal sealed class HeldLock : IDisposable
{
    private static readonly TimeSpan BetweenHeartbeats = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly FileStream _system;
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly ITimer _timer;
    private LockHolder? _me;
    private LockHolder? _successor;
    private bool _released;

    /// <summary>Takes hold of the file.</summary>
    /// <param name="system">The file that the system has locked for this process.</param>
    /// <param name="file">The file that names the holder.</param>
    /// <param name="me">What is written there; null: nothing, for a moment.</param>
    /// <param name="time">The clock.</param>
    public HeldLock(FileStream system, FileStream file, LockHolder? me, TimeProvider time)
    {
        (_system, _file, _me, _time) = (system, file, me, time);
        if (me is not null)
            RandomAccess.Write(file.SafeFileHandle, me.ToBytes(), 0);
        _timer = time.CreateTimer(_ => Beat(), null, BetweenHeartbeats, BetweenHeartbeats);
    }

    /// <summary>Cancelled when another process has taken the lock: this one was thought dead, as a machine that slept is.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Why there is nothing to go on with: another process has the lock. Null while it is this one's.</summary>
    public RefreshFailedException? Fault
    {
        get
        {
            lock (_lock)
                return _successor is { } other
                    ? new RefreshFailedException($"This process gave no sign of life for too long, so another one refreshes now: {other}")
                    : null;
        }
    }

    /// <summary>Refuses to go on without the lock.</summary>
    /// <exception cref="RefreshFailedException">Another process has it.</exception>
    public void ThrowIfLost()
    {
        Beat();
        if (Fault is { } fault)
            throw fault;
    }

    /// <summary>Lets go.</summary>
    /// <param name="last">What is to be done while nobody else has the lock yet.</param>
    public void Release(Action last)
    {
        lock (_lock)
        {
            if (_released)
                return;
            _released = true;
        }
        _timer.Dispose();
        try
        {
            last();
            if (_me is not null && RefreshLock.Read(_file)?.Token == _me.Token)
                RandomAccess.SetLength(_file.SafeFileHandle, 0);
        }
        catch (IOException)
        {
            // A disk that is gone or full: the system's own lock goes with the file, and other systems wait for the heartbeat.
        }
        finally
        {
            _file.Dispose();
            _system.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release(static () => { });
        _lost.Dispose();
    }

    /// <summary>Looks whether the lock is still this process's, and says that it lives.</summary>
    private void Beat()
    {
        lock (_lock)
        {
            if (_me is null || _released || _successor is not null)
                return;
            try
            {
                LockHolder? there = RefreshLock.Read(_file);
                if (there is not null && there.Token != _me.Token)
                {
                    _successor = there;
                    // Elsewhere: who is told may want this lock.
                    _ = _lost.CancelAsync();
                    return;
                }
                _me = _me with { Heartbeat = _time.GetUtcNow() };
                RandomAccess.Write(_file.SafeFileHandle, _me.ToBytes(), 0);
            }
            catch (IOException)
            {
                // A disk that is gone or full: the next beat may come through, and publishing will find out by itself.
            }
        }
    }
}
