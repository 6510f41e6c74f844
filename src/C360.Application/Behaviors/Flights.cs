namespace C360.Application.Behaviors;

/// <summary>Lets callers that want the same thing at the same time share one run; the run ends early when the last of them has left.</summary>
/// <typeparam name="TKey">What is wanted.</typeparam>
/// <typeparam name="TResult">What the run makes.</typeparam>
internal sealed class Flights<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight> _flights = [];
    private readonly Lock _lock = new();

    /// <summary>Joins the run for this key, or begins it.</summary>
    /// <param name="key">What is wanted.</param>
    /// <param name="run">Makes it; its token is cancelled when the last caller has left.</param>
    /// <param name="cancellationToken">This caller leaves.</param>
    /// <returns>The result, and whether another caller had begun the run.</returns>
    public async Task<(TResult Result, bool Joined)> JoinAsync(
        TKey key,
        Func<CancellationToken, Task<TResult>> run,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool joined;
        Flight? flight;
        lock (_lock)
        {
            joined = _flights.TryGetValue(key, out flight);
            if (!joined)
                _flights[key] = flight = new Flight();
            flight!.Passengers++;
        }
        // Whoever begins the run goes on where it ends, which spares a thread's waking up; the others are woken elsewhere.
        Task flying = joined ? flight.Landing.Task : FlyAsync(key, flight, run);
        try
        {
            await flying.WaitAsync(cancellationToken);
            return (await flight.Landing.Task, joined);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private async Task FlyAsync(TKey key, Flight flight, Func<CancellationToken, Task<TResult>> run)
    {
        try
        {
            TResult result = await run(flight.Cancellation.Token);
            Land(key, flight);
            flight.Landing.TrySetResult(result);
        }
        catch (OperationCanceledException) when (flight.Cancellation.IsCancellationRequested)
        {
            flight.Landing.TrySetCanceled(flight.Cancellation.Token);
        }
        catch (Exception exception)
        {
            Land(key, flight);
            flight.Landing.TrySetException(exception);
            // When nobody is left to be told, nobody is to be told by the finalizer either.
            _ = flight.Landing.Task.Exception;
        }
    }

    private void Leave(TKey key, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Passengers > 0)
                return;
            Remove(key, flight);
        }
        flight.Cancellation.Cancel();
    }

    private void Land(TKey key, Flight flight)
    {
        lock (_lock)
            Remove(key, flight);
    }

    /// <summary>A new run under the same key may have begun after the last passenger of this one left.</summary>
    private void Remove(TKey key, Flight flight)
    {
        if (_flights.TryGetValue(key, out Flight? current) && current == flight)
            _flights.Remove(key);
    }

    private sealed class Flight
    {
        /// <summary>Continuations run elsewhere: with 500 passengers, the run's thread has better things to do.</summary>
        public TaskCompletionSource<TResult> Landing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Cancellation { get; } = new();

        public int Passengers { get; set; }
    }
}
