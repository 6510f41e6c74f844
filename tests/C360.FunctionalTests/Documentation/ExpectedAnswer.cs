using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace C360.FunctionalTests.Documentation;

/// <summary>
/// Compares what a command printed with what the page says. <c>…</c> stands for anything: in a line of text, as a line of its own for any number
/// of lines; in JSON as a value, as the last element of a list for more elements, as the name of a member for more members.
/// </summary>
internal static class ExpectedAnswer
{
    private const string Anything = "…";

    /// <summary>Members of JSON that are different in each run.</summary>
    private static readonly string[] Volatile =
    [
        "timestamp",
        "data_version",
        "refreshed_at",
        "trace_id",
        "refresh_id",
        "profile_created_at",
    ];

    /// <summary>What is different; null when nothing is.</summary>
    public static string? Difference(PageBlock expected, string actual) =>
        expected.Language == "json" ? DifferenceOfJson(expected.Text, actual)
        : Pattern(expected.Text).IsMatch(Lines(actual) + "\n") ? null
        : "the lines differ";

    private static string? DifferenceOfJson(string expected, string actual)
    {
        JsonNode? wanted = JsonNode.Parse(expected);
        try
        {
            return Difference("$", wanted, JsonNode.Parse(actual));
        }
        catch (JsonException)
        {
            return "it is no JSON";
        }
    }

    private static string? Difference(string path, JsonNode? expected, JsonNode? actual) =>
        (expected, actual) switch
        {
            (JsonObject wanted, JsonObject got) => DifferenceOfMembers(path, wanted, got),
            (JsonArray wanted, JsonArray got) => DifferenceOfElements(path, wanted, got),
            _ when IsAnything(expected) => null,
            // As they are spelled: 12.50 is not 12.5.
            _ when Spelled(expected) == Spelled(actual) => null,
            _ => $"{path}: expected {Spelled(expected)}, got {Spelled(actual)}",
        };

    private static string? DifferenceOfMembers(string path, JsonObject expected, JsonObject actual)
    {
        string[] wanted = [.. expected.Select(member => member.Key).Where(name => name != Anything)];
        string[] got = [.. actual.Select(member => member.Key).Where(name => !expected.ContainsKey(Anything) || wanted.Contains(name))];
        if (!wanted.SequenceEqual(got))
            return $"{path}: expected {string.Join(", ", wanted)}, got {string.Join(", ", got)}";
        return wanted
            .Where(name => !Volatile.Contains(name) || expected[name] is null != actual[name] is null)
            .Select(name => Difference($"{path}.{name}", expected[name], actual[name]))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? DifferenceOfElements(string path, JsonArray expected, JsonArray actual)
    {
        bool isOpen = expected.Count > 0 && IsAnything(expected[^1]);
        int count = isOpen ? expected.Count - 1 : expected.Count;
        if (isOpen ? actual.Count < count : actual.Count != count)
            return $"{path}: expected {count} elements, got {actual.Count}";
        return Enumerable
            .Range(0, count)
            .Select(i => Difference($"{path}[{i}]", expected[i], actual[i]))
            .FirstOrDefault(difference => difference is not null);
    }

    private static bool IsAnything(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text == Anything;

    private static string Spelled(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static Regex Pattern(string expected) =>
        new(
            "^"
                + string.Concat(
                    Lines(expected)
                        .Split('\n')
                        .Select(line =>
                            line == Anything ? @"(?:.*\n)*?" : string.Join(".*", line.Split(Anything).Select(Regex.Escape)) + @"\n"
                        )
                )
                + "$",
            RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );

    /// <summary>Without blanks at the ends of lines and without blank lines around it.</summary>
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
}
