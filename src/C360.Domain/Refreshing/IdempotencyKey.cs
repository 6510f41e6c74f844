namespace C360.Domain.Refreshing;

/// <summary>The name that a client gave its request, so that it can be repeated without starting a second refresh.</summary>
/// <param name="Key">The name.</param>
/// <param name="Force">What the request asked for: the same name for something else is a mistake.</param>
/// <param name="At">When the request came.</param>
/// <param name="Started">Whether that request started the refresh, or found it running.</param>
public sealed record IdempotencyKey(string Key, bool Force, DateTimeOffset At, bool Started)
{
    /// <summary>How long a name stands for its refresh.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Whether the name stands for its refresh at a moment; also for one before it was given, because a clock may have been set back.</summary>
    /// <param name="now">The moment.</param>
    public bool IsGood(DateTimeOffset now) => now - At < Lifetime;
}
