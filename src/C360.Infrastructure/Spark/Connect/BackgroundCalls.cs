namespace C360.Infrastructure.Spark.Connect;

/// <summary>Calls that nobody waits for. They are joined when the session ends, so that none is lost by it.</summary>
internal sealed class BackgroundCalls(TimeProvider time)
{
    private readonly HashSet<Task> _running = [];
    private readonly Lock _gate = new();

    /// <summary>Keeps a call in mind until it has ended.</summary>
    /// <param name="call">The call; it handles its failures itself.</param>
    public void Add(Task call)
    {
        lock (_gate)
            _running.Add(call);
        _ = ForgetAsync(call);
    }

    /// <summary>Waits for those that run, but not for ever.</summary>
    /// <param name="limit">The longest to wait.</param>
    public async Task JoinAsync(TimeSpan limit)
    {
        Task all;
        lock (_gate)
            all = Task.WhenAll(_running);
        await all.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ForgetAsync(Task call)
    {
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
            _running.Remove(call);
    }
}
