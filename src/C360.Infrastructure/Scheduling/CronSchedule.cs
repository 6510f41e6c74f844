using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Quartz;

namespace C360.Infrastructure.Scheduling;

/// <summary>
/// The moments at which a cron expression of five fields is due in a time zone. Days are due that fit the day of the month or the day of the week when
/// both are restricted, as Unix has it. Of an hour that the clock leaves out in spring, what is due comes once, right after it; of one that comes
/// twice in autumn, the first time alone. An expression with <c>*</c> for the hour is about real hours: it is due in both of the two, and nothing is made up.
/// </summary>
internal sealed partial class CronSchedule
{
    private readonly CronExpression _expression;

    /// <summary>The same, asked of what a clock on the wall shows.</summary>
    private readonly CronExpression _readings;
    private readonly TimeZoneInfo _zone;
    private readonly bool _everyHour;

    private CronSchedule(CronExpression expression, TimeZoneInfo zone, bool everyHour) =>
        (_expression, _readings, _zone, _everyHour) = (
            expression.WithTimeZone(zone),
            expression.WithTimeZone(TimeZoneInfo.Utc),
            zone,
            everyHour
        );

    /// <summary>Reads an expression; null when it is none.</summary>
    /// <param name="text">The five fields.</param>
    /// <param name="zone">The zone.</param>
    public static CronSchedule? TryParse(string text, TimeZoneInfo zone) =>
        // What Quartz allows besides (seven fields, L, W, #, ?, @daily) no other cron understands, and some of what it lets through has no next moment.
        Fields().Match(text)
            is { Success: true } fields
        && CronExpression.TryParse(text, CronFormat.Unix, out CronExpression? expression)
            ? new CronSchedule(expression, zone, fields.Groups["hour"].Value == "*")
            : null;

    /// <summary>The first moment after another at which it is due (UTC); null when there is none any more.</summary>
    /// <param name="moment">The other.</param>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        DateTimeOffset? next = _expression.GetNextValidTimeAfter(moment);
        while (next is { } due && (_everyHour ? IsMadeUp(due) : IsSecondReading(due)))
            next = _expression.GetNextValidTimeAfter(due);
        return next?.ToUniversalTime();
    }

    /// <summary>Quartz answers for the hour left out also when the hour does not matter: minute 30 of each hour would come at 3:00, too.</summary>
    private bool IsMadeUp(DateTimeOffset due) => !_readings.IsSatisfiedBy(new DateTimeOffset(Reading(due), TimeSpan.Zero));

    /// <summary>Quartz runs ranges and steps again when their hour comes again.</summary>
    private bool IsSecondReading(DateTimeOffset due)
    {
        DateTime reading = Reading(due);
        return _zone.IsAmbiguousTime(reading) && _zone.GetUtcOffset(due) == _zone.GetAmbiguousTimeOffsets(reading).Min();
    }

    private DateTime Reading(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone).DateTime;

    [StringSyntax(StringSyntaxAttribute.Regex)]
    private const string Field = "(?:" + Item + ")(?:,(?:" + Item + "))*";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    private const string Item = @"(?:\*|" + Value + "(?:-" + Value + ")?)(?:/[0-9]{1,2})?";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    private const string Value = "(?:[0-9]{1,2}|[A-Za-z]{3})";

    [GeneratedRegex(@"\A" + Field + @"[ \t]+(?<hour>" + Field + @")(?:[ \t]+" + Field + @"){3}\z")]
    private static partial Regex Fields();
}
