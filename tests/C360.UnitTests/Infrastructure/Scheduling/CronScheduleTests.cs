using System.Globalization;
using C360.Infrastructure.Scheduling;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.Infrastructure.Scheduling;

internal sealed partial class CronScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // 2026-03-29 02:00 +01:00 is 03:00 +02:00: there is no 02:30.
    [TestCase("30 2 * * *", "2026-03-28 12:00", "03-29 03:00 +02", "03-30 02:30 +02")]
    [TestCase("*/15 2 * * *", "2026-03-28 12:00", "03-29 03:00 +02", "03-30 02:00 +02")]
    [TestCase("0 2,3 * * *", "2026-03-28 12:00", "03-29 03:00 +02", "03-30 02:00 +02")]
    [TestCase("0 * * * *", "2026-03-29 00:30", "03-29 01:00 +01", "03-29 03:00 +02", "03-29 04:00 +02")]
    // Each half past, 60 real minutes apart, and none made up for 02:30.
    [TestCase("30 * * * *", "2026-03-29 00:40", "03-29 01:30 +01", "03-29 03:30 +02", "03-29 04:30 +02")]
    // 2026-10-25 03:00 +02:00 is 02:00 +01:00: there are two 02:30.
    [TestCase("30 2 * * *", "2026-10-24 12:00", "10-25 02:30 +02", "10-26 02:30 +01")]
    [TestCase("*/20 2 * * *", "2026-10-24 12:00", "10-25 02:00 +02", "10-25 02:20 +02", "10-25 02:40 +02", "10-26 02:00 +01")]
    [TestCase("30 2-4 * * *", "2026-10-24 12:00", "10-25 02:30 +02", "10-25 03:30 +01", "10-25 04:30 +01", "10-26 02:30 +01")]
    [TestCase("30 */2 * * *", "2026-10-25 00:00", "10-25 00:30 +02", "10-25 02:30 +02", "10-25 04:30 +01")]
    [TestCase("0 * * * *", "2026-10-25 00:30", "10-25 01:00 +02", "10-25 02:00 +02", "10-25 02:00 +01", "10-25 03:00 +01")]
    public void Both_changes_of_the_clock_are_right(string cron, string from, params string[] expected) =>
        Assert.That(
            After(cron, Berlin, Local(from), expected.Length)
                .Select(moment => $"{TimeZoneInfo.ConvertTime(moment, Berlin):MM-dd HH:mm zz}"),
            Is.EqualTo(expected)
        );

    // 2026-11-13 is a Friday.
    [TestCase("0 3 13 * 5", "11-06 03:00", "11-13 03:00", "11-20 03:00", "11-27 03:00", "12-04 03:00", "12-11 03:00", "12-13 03:00")]
    [TestCase("0 3 13 * *", "11-13 03:00", "12-13 03:00")]
    [TestCase("0 3 * * 5", "11-06 03:00", "11-13 03:00")]
    [TestCase("0 3 * * 7", "11-08 03:00", "11-15 03:00")]
    [TestCase("0 3 * * 0", "11-08 03:00", "11-15 03:00")]
    [TestCase("0 3 * DEC mon", "12-07 03:00", "12-14 03:00")]
    [TestCase("0 3 * * FRI-MON", "11-02 03:00", "11-06 03:00", "11-07 03:00", "11-08 03:00", "11-09 03:00")]
    [TestCase("0 8-18/5 * * *", "11-01 13:00", "11-01 18:00", "11-02 08:00")]
    [TestCase("0,30 22-1 * * *", "11-01 22:00", "11-01 22:30", "11-01 23:00", "11-01 23:30", "11-02 00:00", "11-02 00:30", "11-02 01:00")]
    [TestCase("5/20  *\t* * *", "11-01 12:05", "11-01 12:25", "11-01 12:45", "11-01 13:05")]
    public void Days_of_month_or_week_names_lists_ranges_and_steps_mean_what_Unix_means(string cron, params string[] expected) =>
        Assert.That(
            After(cron, TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero), expected.Length)
                .Select(moment => $"{moment:MM-dd HH:mm}"),
            Is.EqualTo(expected)
        );

    [TestCase("")]
    [TestCase("* * * *")]
    [TestCase("0 * * * * *")]
    [TestCase("0 0 * * * 2027")]
    [TestCase("@daily")]
    [TestCase("60 * * * *")]
    [TestCase("0 24 * * *")]
    [TestCase("0 0 0 * *")]
    [TestCase("0 0 32 * *")]
    [TestCase("0 0 * 13 *")]
    [TestCase("0 0 * * 8")]
    [TestCase("*/0 * * * *")]
    [TestCase("*/61 * * * *")]
    [TestCase("0 0 L * *")]
    [TestCase("0 0 15W * *")]
    [TestCase("0 0 * * MON#2")]
    [TestCase("0 0 ? * *")]
    [TestCase("0 3 , * *")]
    [TestCase("0 3 * * MON,")]
    [TestCase("0 3 * * MONDAY")]
    [TestCase("0 3 MON * *")]
    [TestCase("0 3 * MON *")]
    [TestCase("H H * * *")]
    [TestCase("1-2-3 * * * *")]
    [TestCase("-1 * * * *")]
    [TestCase("1.5 * * * *")]
    [TestCase("99999999999 * * * *")]
    [TestCase("0 3 * * *\n")]
    [TestCase("0 3 * * * # nightly")]
    [TestCase("\u0661 * * * *")]
    public void What_is_no_expression_is_refused(string text) => Assert.That(CronSchedule.TryParse(text, TimeZoneInfo.Utc), Is.Null);

    [TestCase("0 3 30 2 *", ExpectedResult = false)]
    [TestCase("0 3 31 4,6,9,11 *", ExpectedResult = false)]
    [TestCase("0 3 30 2 MON", ExpectedResult = true)]
    [TestCase("0 3 29 2 *", ExpectedResult = true)]
    public bool A_day_that_never_comes_is_no_good_setting(string text) => new CronAttribute().IsValid(text);

    /// <summary>Pieces of expressions, put together by somebody who does not know them, or who does not mean well.</summary>
    [Property(MaxTest = 2000)]
    public Property Hostile_texts_are_refused_or_have_a_next_moment() =>
        Prop.ForAll(
            Gen.OneOf(
                    Gen.ArrayOf(
                            Gen.Elements(
                                "0",
                                "9",
                                "31",
                                "99",
                                "*",
                                "/",
                                "-",
                                ",",
                                " ",
                                " ",
                                " ",
                                "MON",
                                "FEB",
                                "L",
                                "W",
                                "#",
                                "?",
                                "\n",
                                "@",
                                "H"
                            )
                        )
                        .Select(string.Concat),
                    Gen.ArrayOf(Gen.Elements("*", "0", "1-5", "*/7", "5-1/3", "30", "2", "FEB", "SUN", "00", "7/9", "1,2,2"), 5)
                        .Select(fields => string.Join(' ', fields))
                )
                .ToArbitrary(),
            text =>
                CronSchedule.TryParse(text, Berlin) is not { } schedule
                || schedule.NextAfter(Local("2026-03-29 01:59")) is not { } next
                || next > Local("2026-03-29 01:59")
        );

    private static IEnumerable<DateTimeOffset> After(string cron, TimeZoneInfo zone, DateTimeOffset from, int count)
    {
        CronSchedule schedule = CronSchedule.TryParse(cron, zone)!;
        for (; count > 0; count--)
            yield return from = schedule.NextAfter(from)!.Value;
    }

    private static DateTimeOffset Local(string text)
    {
        var reading = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return new DateTimeOffset(reading, Berlin.GetUtcOffset(reading));
    }
}
