namespace C360.WebApi.Http;

/// <summary>
/// The moments of one sender's requests in the last minute, each of them: so the minute slides exactly, and when the next request may come is known rather
/// than guessed. It grows with what is sent, not with what is allowed.
/// </summary>
/// <param name="name">What is counted.</param>
/// <param name="most">How many there may be.</param>
/// <param name="ticksPerSecond">Of the moments' clock.</param>
internal sealed class RecentRequests(string name, int most, long ticksPerSecond)
{
    /// <summary>How long a request counts.</summary>
    public const int WindowSeconds = 60;

    private readonly long _window = WindowSeconds * ticksPerSecond;
    private readonly Queue<long> _moments = new();

    /// <summary>Counts a request.</summary>
    /// <param name="now">Its moment.</param>
    public void Add(long now) => _moments.Enqueue(now);

    /// <summary>How the sender stands.</summary>
    /// <param name="now">When.</param>
    public Budget At(long now)
    {
        while (_moments.TryPeek(out long past) && now - past >= _window)
            _moments.Dequeue();
        // Rounded up: a second too early would be refused again.
        long wait = _moments.TryPeek(out long first) ? (first + _window - now + ticksPerSecond - 1) / ticksPerSecond : 0;
        return new Budget(name, most, most - _moments.Count, (int)wait);
    }
}
