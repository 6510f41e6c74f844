using System.Globalization;

namespace C360.Domain.Snapshots;

/// <summary>The setting <c>C360_AS_OF</c>: from which date recency is counted.</summary>
/// <param name="Kind">How the date is found.</param>
/// <param name="Date">The date itself when <paramref name="Kind"/> is <see cref="AsOfKind.Date"/>, else null.</param>
public sealed record AsOfSetting(AsOfKind Kind, DateOnly? Date = null)
{
    /// <summary>What the setting may say, for error messages.</summary>
    public const string Allowed = "today, latest or a date YYYY-MM-DD";

    /// <summary>Reads the setting.</summary>
    /// <param name="text">The value as written.</param>
    /// <param name="setting">The setting, when it could be read.</param>
    /// <returns>False when the value is none of <see cref="Allowed"/>.</returns>
    public static bool TryParse(string text, out AsOfSetting? setting)
    {
        setting = text switch
        {
            "today" => new AsOfSetting(AsOfKind.Today),
            "latest" => new AsOfSetting(AsOfKind.Latest),
            _ => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
                ? new AsOfSetting(AsOfKind.Date, date)
                : null,
        };
        return setting is not null;
    }
}
