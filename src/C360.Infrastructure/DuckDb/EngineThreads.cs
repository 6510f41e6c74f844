using System.Collections.Concurrent;
using C360.Infrastructure.DuckDb.Native;

namespace C360.Infrastructure.DuckDb;

/// <summary>
/// A bounded set of threads for calls into the engine, which block: run on the pool, a few slow ones would leave no thread to answer with. The others
/// wait in the order in which they came.
/// </summary>
internal sealed class EngineThreads : IDisposable
{
    private readonly BlockingCollection<Task> _calls = [];
    private readonly Thread[] _threads;
    private readonly bool _giveWay;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">How many; so many calls run at once, the others wait.</param>
    /// <param name="name">What they are called in a debugger or a dump.</param>
    /// <param name="giveWay">Whether they, and the threads that the engine starts from them, give way to others when the cores do not suffice.</param>
    public EngineThreads(int count, string name, bool giveWay = false)
    {
        _giveWay = giveWay;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _threads = [.. Enumerable.Range(1, count).Select(i => new Thread(Work) { Name = $"{name} {i}", IsBackground = true })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>How many calls wait for a thread.</summary>
    public int Waiting => _calls.Count(call => !call.IsCanceled);

    /// <summary>Runs the call on one of the threads. Cancelled before it starts it never runs; after that the call itself must watch the token.</summary>
    /// <exception cref="ObjectDisposedException">The threads have ended, or end before the call starts.</exception>
    public Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        ThrowIfEnding();
        var task = new Task<T>(
            () =>
            {
                ThrowIfEnding();
                return call();
            },
            cancellationToken,
            // What awaits it must not go on on the engine's thread.
            TaskCreationOptions.RunContinuationsAsynchronously | TaskCreationOptions.DenyChildAttach
        );
        try
        {
            _calls.Add(task, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // Between the first line and here the threads were told to end.
            throw new ObjectDisposedException(nameof(EngineThreads));
        }
        return task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Action call, CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                call();
                return true;
            },
            cancellationToken
        );

    /// <summary>Waits for the calls that run, fails those that wait, and ends the threads.</summary>
    public void Dispose()
    {
        _calls.CompleteAdding();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void ThrowIfEnding() => ObjectDisposedException.ThrowIf(_calls.IsAddingCompleted, this);

    private void Work()
    {
        if (_giveWay)
        {
            NativeMethods.GiveWay();
        }
        foreach (Task call in _calls.GetConsumingEnumerable())
        {
            try
            {
                call.RunSynchronously(TaskScheduler.Default);
            }
            catch (InvalidOperationException) when (call.IsCanceled)
            {
                // It was cancelled while it waited, and answered then.
            }
        }
    }
}
