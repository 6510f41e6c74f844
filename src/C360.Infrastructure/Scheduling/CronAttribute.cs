using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Scheduling;

/// <summary>A cron expression of five fields that is due some day: 30 February never is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CronAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public CronAttribute() =>
        ErrorMessage =
            "five fields, minute hour day month weekday, such as 30 2 * * * or 0 6-18/2 * * MON-FRI, and of a day that comes some day";

    /// <summary>Whether it is one.</summary>
    /// <param name="value">The setting; unset is well.</param>
    public override bool IsValid(object? value) =>
        // In no zone but UTC: a day that comes in one comes in all. 2000 has every day that a year can have.
        value is not string text
        || CronSchedule.TryParse(text, TimeZoneInfo.Utc)?.NextAfter(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)) is not null;
}
