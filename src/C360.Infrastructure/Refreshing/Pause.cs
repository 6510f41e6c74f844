namespace C360.Infrastructure.Refreshing;

/// <summary>Lets something happen once in a while, however many ask for it.</summary>
/// <remarks>By the clock that nobody sets: after a correction of the time of day, an hour back, nothing would be let through for an hour.</remarks>
/// <param name="length">How long nothing happens after it has.</param>
/// <param name="time">The clock.</param>
internal sealed class Pause(TimeSpan length, TimeProvider time)
{
    private long _last = time.GetTimestamp() - (long)(length.TotalSeconds * time.TimestampFrequency);

    /// <summary>Whether the pause is over; for one who asks, and then it begins anew.</summary>
    public bool IsOver()
    {
        long last = Interlocked.Read(ref _last);
        long now = time.GetTimestamp();
        return time.GetElapsedTime(last, now) >= length && Interlocked.CompareExchange(ref _last, now, last) == last;
    }
}
