using System.Text.Json;

namespace C360.Infrastructure.Verification;

/// <summary>Where two JSON texts differ first: numbers by their digits, so that 12.5 is not 12.50; members of objects in any order.</summary>
internal static class FirstDifference
{
    private const string Nothing = "nothing";
    private const string Item = "item";

    /// <summary>The place and both values, as in <c>row 3, total_spent: expected 12.50, got 12.5</c>; null when they are equal.</summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="actual">What is there.</param>
    public static string? Of(string expected, string actual)
    {
        if (expected == actual)
            return null;
        using var one = JsonDocument.Parse(expected);
        using var other = JsonDocument.Parse(actual);
        return Between(one.RootElement, other.RootElement, "", "row");
    }

    private static string? Between(JsonElement expected, JsonElement actual, string place, string item) =>
        (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => BetweenObjects(expected, actual, place),
            (JsonValueKind.Array, JsonValueKind.Array) => BetweenLists(expected, actual, place, item),
            _ => expected.GetRawText() == actual.GetRawText() ? null : Said(place, expected.GetRawText(), actual.GetRawText()),
        };

    private static string? BetweenObjects(JsonElement expected, JsonElement actual, string place)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string there = Join(place, member.Name);
            string? difference = actual.TryGetProperty(member.Name, out JsonElement other)
                ? Between(member.Value, other, there, Item)
                : Said(there, member.Value.GetRawText(), Nothing);
            if (difference is not null)
                return difference;
        }
        foreach (JsonProperty member in actual.EnumerateObject())
            if (!expected.TryGetProperty(member.Name, out _))
                return Said(Join(place, member.Name), Nothing, member.Value.GetRawText());
        return null;
    }

    private static string? BetweenLists(JsonElement expected, JsonElement actual, string place, string item)
    {
        (int there, int here) = (expected.GetArrayLength(), actual.GetArrayLength());
        string? first = Enumerable
            .Range(0, Math.Min(there, here))
            .Select(i => Between(expected[i], actual[i], Join(place, $"{item} {i + 1}"), Item))
            .FirstOrDefault(difference => difference is not null);
        if (there == here)
            return first;
        string counts = Said(Join(place, $"{item}s"), $"{there}", $"{here}");
        return first is null ? counts : $"{counts}; {first}";
    }

    private static string Join(string place, string next) => place.Length == 0 ? next : $"{place}, {next}";

    private static string Said(string place, string expected, string actual) => $"{place}: expected {expected}, got {actual}";
}
