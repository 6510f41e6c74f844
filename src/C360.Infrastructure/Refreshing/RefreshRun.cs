namespace C360.Infrastructure.Refreshing;

/// <summary>The refresh that this process runs, or ran last.</summary>
/// <param name="id">Its id.</param>
/// <param name="stop">Cancelled when the service stops.</param>
internal sealed class RefreshRun(string id, CancellationToken stop)
{
    private readonly CancellationTokenSource _told = CancellationTokenSource.CreateLinkedTokenSource(stop);

    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>Cancelled when it is to stop.</summary>
    public CancellationToken Stop => _told.Token;

    /// <summary>Ends with it, however it ends.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Begins it.</summary>
    /// <param name="run">What it does.</param>
    public void Begin(Func<Task> run) => Ended = Task.Run(run, CancellationToken.None);

    /// <summary>Tells it to stop.</summary>
    public void Cancel() => _told.Cancel();
}
