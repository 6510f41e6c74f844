using System.Diagnostics.CodeAnalysis;

namespace C360.Infrastructure.Sql;

/// <summary>
/// Lets a few queries onto the cluster and has the others wait in the order in which they came: Spark takes as many as it is given, and works through
/// them one after the other, so that a slow one would hold up all behind it where nobody sees them.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore whose handle nobody asks for has nothing to dispose of, and who still waits must not meet a disposed one."
)]
internal sealed class QueryTurns
{
    /// <summary>So many queries run at once.</summary>
    public const int AtOnce = 8;

    private readonly SemaphoreSlim _free = new(AtOnce);
    private int _waiting;

    /// <summary>How many queries wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Runs a query when its turn has come.</summary>
    /// <param name="run">Runs it.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="NeverBegunException">The wait was given up.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        try
        {
            return await run();
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _free.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new NeverBegunException(exception);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
