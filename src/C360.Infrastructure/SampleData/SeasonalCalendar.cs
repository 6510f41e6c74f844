namespace C360.Infrastructure.SampleData;

/// <summary>The days of the data, busy ones and quiet ones: November and December, Saturdays.</summary>
internal sealed class SeasonalCalendar
{
    /// <summary>How many days before as_of the oldest customers registered: six years.</summary>
    public const int History = 6 * 365;

    private static readonly double[] Months = [0.8, 0.75, 0.9, 0.95, 1, 1, 0.95, 0.9, 1, 1.1, 1.6, 1.8];
    private static readonly double[] Weekdays = [1.2, 0.85, 0.85, 0.9, 0.95, 1.15, 1.45]; // from Sunday

    /// <summary>The weight of the days that are less than so many days ago.</summary>
    private readonly double[] _upTo = new double[History + 2];

    /// <summary>Weighs the days.</summary>
    /// <param name="asOf">The last day.</param>
    public SeasonalCalendar(DateOnly asOf)
    {
        AsOf = asOf;
        for (int ago = 0; ago <= History; ago++)
        {
            DateOnly day = asOf.AddDays(-ago);
            _upTo[ago + 1] = _upTo[ago] + Months[day.Month - 1] * Weekdays[(int)day.DayOfWeek];
        }
    }

    /// <summary>The last day.</summary>
    public DateOnly AsOf { get; }

    /// <summary>The last second.</summary>
    public DateTime End => AsOf.ToDateTime(new TimeOnly(23, 59, 59));

    /// <summary>A day between two, busy days more often, as days before as_of.</summary>
    /// <param name="dice">What decides.</param>
    /// <param name="latest">The latest day, in days before as_of.</param>
    /// <param name="earliest">The earliest day, in days before as_of; not less than <paramref name="latest"/>.</param>
    public int Day(Dice dice, int latest, int earliest)
    {
        double weight = _upTo[latest] + dice.Unit() * (_upTo[earliest + 1] - _upTo[latest]);
        int found = Array.BinarySearch(_upTo, weight);
        return Math.Clamp(found >= 0 ? found : ~found - 1, latest, earliest);
    }

    /// <summary>A moment of a day between 8:00 and 22:00, most often in the afternoon.</summary>
    /// <param name="dice">What decides.</param>
    /// <param name="ago">The day, in days before as_of.</param>
    public DateTime Moment(Dice dice, int ago) =>
        AsOf.AddDays(-ago).ToDateTime(new TimeOnly(15, 0)).AddSeconds((int)(dice.Around() * 7 * 3600));
}
