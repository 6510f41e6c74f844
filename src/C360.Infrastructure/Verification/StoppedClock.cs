namespace C360.Infrastructure.Verification;

/// <summary>A clock that stands still.</summary>
/// <param name="now">The moment.</param>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The moment.</summary>
    public override DateTimeOffset GetUtcNow() => now;
}
