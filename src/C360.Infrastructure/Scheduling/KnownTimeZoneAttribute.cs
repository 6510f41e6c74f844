using System.ComponentModel.DataAnnotations;

namespace C360.Infrastructure.Scheduling;

/// <summary>A time zone of which this machine has the rules.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KnownTimeZoneAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public KnownTimeZoneAttribute() => ErrorMessage = "the IANA name of a time zone that this machine knows, such as UTC or Europe/Berlin";

    /// <summary>Whether it is one.</summary>
    /// <param name="value">The setting.</param>
    public override bool IsValid(object? value) =>
        value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) && zone.HasIanaId;
}
