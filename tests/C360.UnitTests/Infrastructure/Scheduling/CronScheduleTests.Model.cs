using System.Globalization;
using C360.Infrastructure.Scheduling;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.Infrastructure.Scheduling;

// Against a cron that knows nothing but to look at every minute.
internal sealed partial class CronScheduleTests
{
    private static readonly TimeZoneInfo[] Zones =
    [
        .. ((string[])["UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu"]).Select(
            TimeZoneInfo.FindSystemTimeZoneById
        ),
    ];

    // The changes of 2026: Berlin 29 March and 25 October, New York and Havana 8 March and 1 November, Lord Howe (half an hour) 4 April and 3 October.
    private static readonly string[] Days = ["03-07", "03-28", "04-04", "06-20", "10-03", "10-24", "10-31", "12-31"];

    [Property(MaxTest = 400)]
    public Property The_next_moment_is_the_first_minute_that_fits() =>
        Prop.ForAll(
            (
                from minute in Field(0, 59)
                from hour in Field(0, 23)
                from day in Field(1, 31)
                from month in Field(1, 12)
                from weekday in Field(0, 6)
                from zone in Gen.Elements(Zones)
                from date in Gen.Elements(Days)
                from minutes in Gen.Choose(0, 48 * 60)
                select (Fields: new Drawn[] { minute, hour, day, month, weekday }, Zone: zone, From: Moment(date, minutes))
            ).ToArbitrary(),
            drawn =>
            {
                string text = string.Join(' ', drawn.Fields.Select(field => field.Text));
                DateTimeOffset end = drawn.From.AddDays(2);
                DateTimeOffset? next = CronSchedule.TryParse(text, drawn.Zone)!.NextAfter(drawn.From);
                DateTimeOffset? expected = Minutes(drawn.From, end)
                    .Cast<DateTimeOffset?>()
                    .FirstOrDefault(minute => IsDue(minute!.Value, drawn.Fields, drawn.Zone));
                bool same = expected is null ? next is null || next > end : next == expected;
                return same.Label($"{text} {drawn.Zone.Id} after {drawn.From:u}: {next:u}, not {expected:u}");
            }
        );

    private static DateTimeOffset Moment(string date, int minutes) =>
        new DateTimeOffset(DateTime.Parse($"2026-{date}", CultureInfo.InvariantCulture), TimeSpan.Zero).AddMinutes(minutes);

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset from, DateTimeOffset end)
    {
        for (DateTimeOffset minute = from.AddMinutes(1); minute <= end; minute = minute.AddMinutes(1))
            yield return minute;
    }

    private static bool IsDue(DateTimeOffset minute, Drawn[] fields, TimeZoneInfo zone)
    {
        DateTimeOffset reading = TimeZoneInfo.ConvertTime(minute, zone);
        TimeSpan change = reading.Offset - TimeZoneInfo.ConvertTime(minute.AddHours(-1), zone).Offset;
        bool everyHour = fields[1].Text == "*";
        // Put back within the hour before: this reading was there already.
        bool again = change < TimeSpan.Zero && zone.IsAmbiguousTime(reading.DateTime);
        if (Fits(reading.DateTime, fields))
            return everyHour || !again;
        // Put forward just now: what the readings left out were due for.
        bool justAfter = TimeZoneInfo.ConvertTime(minute.AddMinutes(-1), zone).Offset < reading.Offset;
        return !everyHour
            && justAfter
            && Enumerable.Range(1, (int)change.TotalMinutes).Any(back => Fits(reading.DateTime.AddMinutes(-back), fields));
    }

    private static bool Fits(DateTime reading, Drawn[] fields)
    {
        bool day = fields[2].Values.Contains(reading.Day);
        bool weekday = fields[4].Values.Contains((int)reading.DayOfWeek);
        return fields[0].Values.Contains(reading.Minute)
            && fields[1].Values.Contains(reading.Hour)
            && fields[3].Values.Contains(reading.Month)
            && (fields[2].Text != "*" && fields[4].Text != "*" ? day || weekday : day && weekday);
    }

    private static Gen<Drawn> Field(int least, int most)
    {
        Gen<int> value = Gen.Choose(least, most);
        Gen<int> step = Gen.Choose(1, most - least > 20 ? 20 : 3);
        Gen<Drawn> all = Gen.Constant(new Drawn("*", [.. Enumerable.Range(least, most - least + 1)]));
        Gen<Drawn> single = value.Select(v => new Drawn($"{v}", [v]));
        Gen<Drawn> steps = step.Select(s => new Drawn($"*/{s}", Every(least, most, s)));
        Gen<Drawn> range =
            from one in value
            from other in value
            from s in step
            let low = Math.Min(one, other)
            let high = Math.Max(one, other)
            select new Drawn($"{low}-{high}/{s}", Every(low, high, s));
        Gen<Drawn> list =
            from first in single
            from second in range
            select new Drawn($"{first.Text},{second.Text}", [.. first.Values, .. second.Values]);
        return Gen.Frequency((3, all), (2, single), (1, steps), (1, range), (1, list));
    }

    private static int[] Every(int low, int high, int step) =>
        [.. Enumerable.Range(0, (high - low) / step + 1).Select(i => low + i * step)];

    private sealed record Drawn(string Text, int[] Values);
}
