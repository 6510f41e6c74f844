namespace C360.Infrastructure.DuckDb;

/// <summary>DuckDB's dates and times: days and microseconds since 1970, in a far wider range than .NET's.</summary>
internal static class EpochTime
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The days of a date.</summary>
    public static int Days(DateOnly date) => date.DayNumber - EpochDay;

    /// <summary>The microseconds of a moment; without a zone it is taken as UTC.</summary>
    public static long Microseconds(DateTime moment) =>
        ((moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks - DateTime.UnixEpoch.Ticks)
        / TimeSpan.TicksPerMicrosecond;

    /// <summary>The date of the days; null for infinity and whatever .NET's calendar does not reach.</summary>
    public static DateOnly? Date(int days)
    {
        long day = (long)days + EpochDay;
        return day >= DateOnly.MinValue.DayNumber && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : null;
    }

    /// <summary>The moment (UTC) of the microseconds; null for infinity and whatever .NET's calendar does not reach.</summary>
    public static DateTime? Moment(long microseconds)
    {
        Int128 ticks = ((Int128)microseconds * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc) : null;
    }
}
