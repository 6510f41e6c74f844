namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>The shapes of values in text, as regular expressions that mean the same on either engine: nothing in them has a backslash. They are to match all of a value.</summary>
internal static class ShapePatterns
{
    /// <summary>A whole number.</summary>
    public const string Whole = "-?[0-9]+";

    /// <summary>An amount of money.</summary>
    public const string Money = "-?[0-9]{1,10}([.][0-9]{1,2})?";

    /// <summary>A weight.</summary>
    public const string Weight = "-?[0-9]{1,15}([.][0-9]{1,3})?";

    /// <summary>A day of a year that a DateOnly can hold.</summary>
    public const string Day = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}";

    /// <summary>A day, with a time or without.</summary>
    public const string Moment = $"{Day}([ T]{HourAndMinute}(:[0-5][0-9]([.][0-9]{{1,6}})?)?)?";

    /// <summary>A time zone: beyond eighteen hours there is none, and Spark reads none.</summary>
    public const string Zone = "(Z|[+-](([01][0-7]|0[89]):[0-5][0-9]|18:00))";

    private const string HourAndMinute = "([01][0-9]|2[0-3]):[0-5][0-9]";
}
