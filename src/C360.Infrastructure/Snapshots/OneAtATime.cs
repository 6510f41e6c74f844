using System.Diagnostics.CodeAnalysis;

namespace C360.Infrastructure.Snapshots;

/// <summary>Lets one thing happen at a time, in the order in which they were asked for.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore whose handle nobody asks for has nothing to dispose of, and who still waits must not meet a disposed one."
)]
internal sealed class OneAtATime
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Does it when its turn has come.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public async Task RunAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            _one.Release();
        }
    }
}
