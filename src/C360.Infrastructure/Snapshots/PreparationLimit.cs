namespace C360.Infrastructure.Snapshots;

/// <summary>How long the preparation of a snapshot may keep a switch waiting: what is not computed by then is when somebody asks for it.</summary>
internal static class PreparationLimit
{
    /// <summary>Of who follows: processes answer alike within five seconds, whether all first answers are computed by then or not.</summary>
    public static readonly TimeSpan Following = TimeSpan.FromSeconds(3);

    /// <summary>Of who publishes or activates: as long, no other switch of this process can be made.</summary>
    public static readonly TimeSpan Deciding = TimeSpan.FromMinutes(1);

    /// <summary>The same preparation, stopped when its time is over.</summary>
    /// <param name="prepare">The preparation; it holds no check that must not be left out.</param>
    /// <param name="most">How long it may take.</param>
    /// <param name="time">The clock.</param>
    public static PrepareSnapshot Within(this PrepareSnapshot prepare, TimeSpan most, TimeProvider time) =>
        async (lease, cancellationToken) =>
        {
            using var late = new CancellationTokenSource(most, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                await prepare(lease, either.Token);
            }
            // Whatever it is: a query whose own time was over at the same moment fails otherwise than one that is stopped.
            catch (Exception exception)
                when (exception is not OutOfMemoryException && late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // The rest is left to the first who asks.
            }
        };
}
