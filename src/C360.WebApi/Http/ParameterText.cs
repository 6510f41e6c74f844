using System.Globalization;
using System.Text.RegularExpressions;
using C360.Application.Queries;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Http;

/// <summary>Reads the text of a query parameter by its shape: .NET's own parsers also take signs, blanks, exponents and trailing NULs.</summary>
internal static partial class ParameterText
{
    /// <summary>The most values that a repeated parameter takes.</summary>
    public const int MostValues = 20;

    /// <summary>Reads the values of a parameter.</summary>
    /// <param name="values">The values, as often as the parameter was given.</param>
    /// <param name="type">The type of its property.</param>
    /// <returns>The value, or a sentence that says what would be right.</returns>
    public static (object? Value, string? Error) Read(StringValues values, Type type)
    {
        if (type == typeof(IReadOnlyList<string>))
            return values.Count <= MostValues ? (values.ToArray()!, null) : (null, $"Must have at most {MostValues} values.");
        if (values.Count != 1)
            return (null, "Must be given once.");
        string text = values[0] ?? "";
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return (text, null);
        if (plain == typeof(long))
            return LongNumber().IsMatch(text)
                ? (long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), null)
                : (null, "Must be a whole number such as 50, with at most 18 digits.");
        if (plain == typeof(int))
            return WholeNumber().IsMatch(text)
                ? (int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), null)
                : (null, "Must be a whole number such as 50, with at most 9 digits.");
        if (plain == typeof(decimal))
            return Number().IsMatch(text)
                ? (decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture), null)
                : (null, "Must be a number such as 1000 or 99.50, with at most 12 digits before the point and 6 after it.");
        if (plain == typeof(bool))
            return ReadFlag(text);
        if (plain.IsEnum)
            return ReadChoice(text, plain);
        throw new NotSupportedException($"A parameter of type {type.Name} cannot be read");
    }

    /// <summary>The spellings of a choice.</summary>
    /// <param name="choice">The enum.</param>
    public static IEnumerable<string> Choices(Type choice) => Enum.GetNames(choice).Select(SnakeCase.Of);

    /// <summary>Python's clients write True and False.</summary>
    private static (object?, string?) ReadFlag(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? (true, null)
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? (false, null)
        : (null, "Must be true or false.");

    private static (object?, string?) ReadChoice(string text, Type choice)
    {
        foreach (string name in Enum.GetNames(choice))
            if (SnakeCase.Of(name) == text)
                return (Enum.Parse(choice, name), null);
        return (null, $"Must be one of: {string.Join(", ", Choices(choice))}.");
    }

    [GeneratedRegex(@"\A-?[0-9]{1,9}\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\A-?[0-9]{1,18}\z")]
    private static partial Regex LongNumber();

    /// <summary>Every such number fits the engines' DECIMAL(18, 6).</summary>
    [GeneratedRegex(@"\A-?[0-9]{1,12}(\.[0-9]{1,6})?\z")]
    private static partial Regex Number();
}
