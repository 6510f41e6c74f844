using System.Globalization;
using System.Text.RegularExpressions;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>What the contract makes of a text, said a second time in C#; a value as SQL writes it, or ∅.</summary>
internal static partial class ShapeOracle
{
    public const string Null = "∅";

    public static string Trimmed(string text) => text.Trim(' ', '\t', '\r', '\n');

    public static string Text(string text) => Trimmed(text) is { Length: > 0 } some ? some : Null;

    public static string Whole(string text) =>
        WholeShape().IsMatch(Trimmed(text))
        && int.TryParse(Trimmed(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : Null;

    public static string Money(string text) => MoneyShape().IsMatch(Trimmed(text)) ? Decimal(text, "0.00") : Null;

    public static string Weight(string text) => WeightShape().IsMatch(Trimmed(text)) ? Decimal(text, "0.000") : Null;

    public static string Date(string text) =>
        DateOnly.TryParseExact(Trimmed(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Null;

    public static string Timestamp(string text)
    {
        Match match = TimestampShape().Match(Trimmed(text));
        string clock = match.Groups["clock"] is { Success: true } found ? found.Value : "00:00";
        string seconds = match.Groups["seconds"] is { Success: true } given ? given.Value : "00";
        if (
            !match.Success
            || !DateTime.TryParseExact($"{match.Groups["day"]} {clock}:{seconds}", "yyyy-MM-dd HH:mm:ss", null, default, out DateTime local)
        )
        {
            return Null;
        }
        string zone = match.Groups["zone"] is { Success: true, Value: not "Z" } named ? named.Value : "+00:00";
        if (
            !TimeSpan.TryParseExact(zone[1..], "hh\\:mm", CultureInfo.InvariantCulture, out TimeSpan offset)
            || offset > TimeSpan.FromHours(18)
        )
        {
            return Null;
        }
        long ticks = local.Ticks - (zone[0] == '-' ? -offset : offset).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return Null;
        }
        string places = match.Groups["places"].Value.TrimEnd('0');
        return new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + (places.Length > 0 ? $".{places}" : "");
    }

    private static string Decimal(string text, string form)
    {
        decimal value = decimal.Parse(Trimmed(text), CultureInfo.InvariantCulture);
        return (value == 0 ? 0 : value).ToString(form, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A-?[0-9]+\z")]
    private static partial Regex WholeShape();

    [GeneratedRegex(@"\A-?[0-9]{1,10}(\.[0-9]{1,2})?\z")]
    private static partial Regex MoneyShape();

    // Fifteen digits before the point are as many as fit.
    [GeneratedRegex(@"\A-?[0-9]{1,15}(\.[0-9]{1,3})?\z")]
    private static partial Regex WeightShape();

    [GeneratedRegex(
        @"\A(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})([ T](?<clock>[0-9]{2}:[0-9]{2})(:(?<seconds>[0-9]{2})(\.(?<places>[0-9]{1,6}))?)?)?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?\z"
    )]
    private static partial Regex TimestampShape();
}
