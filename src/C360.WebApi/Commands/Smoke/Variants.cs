using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>The questions that an operation is asked besides the one without parameters.</summary>
internal static class Variants
{
    private const string Limit = "limit";

    /// <summary>Above what any customer is worth: a largest value that the document does not limit.</summary>
    private const string Plenty = "100000000";

    /// <summary>Each choice once, the list at its shortest, all numbers at their edges, all switches on and off, and values that are in the data.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="rows">Rows of its answer without parameters.</param>
    /// <returns>Query strings, each with its question mark.</returns>
    public static IEnumerable<string> Of(Operation operation, IReadOnlyList<JsonElement> rows)
    {
        Parameter[] parameters =
        [
            .. operation.Parameters.Where(parameter => parameter is { In: "query", IsRequired: false } and not { Name: "format" }),
        ];
        foreach (Parameter choice in parameters)
        foreach (string value in choice.Choices)
            yield return Query([(choice.Name, value)]);
        if (parameters.FirstOrDefault(parameter => parameter.Name == Limit) is { Smallest: { } smallest })
            yield return Query([(Limit, smallest)]);
        (string, string)[][] together =
        [
            [.. parameters.Where(IsNumber).Select(parameter => (parameter.Name, Edge(parameter)))],
            [.. parameters.Where(IsSwitch).Select(parameter => (parameter.Name, "true"))],
            [.. parameters.Where(IsSwitch).Select(parameter => (parameter.Name, "false"))],
            [.. parameters.SelectMany(parameter => Known(parameter, rows).Select(value => (parameter.Name, value)))],
        ];
        foreach ((string, string)[] values in together.Where(values => values.Length > 0))
            yield return Query(values);
    }

    private static bool IsNumber(Parameter parameter) => parameter.Type is "integer" or "number";

    private static bool IsSwitch(Parameter parameter) => parameter.Type == "boolean";

    /// <summary>The edge at which the most is listed.</summary>
    private static string Edge(Parameter parameter) =>
        parameter.Name == Limit || parameter.Name.StartsWith("max_", StringComparison.Ordinal)
            ? parameter.Largest ?? Plenty
            : parameter.Smallest ?? "0";

    /// <summary>Of texts what stands in the rows: one value, or the first two different ones where several may be given.</summary>
    private static IEnumerable<string> Known(Parameter parameter, IReadOnlyList<JsonElement> rows) =>
        parameter.Type is not ("string" or "array") || parameter.Choices.Count > 0
            ? []
            : rows.Select(row => row.TryGetProperty(parameter.Name, out JsonElement value) ? value : default)
                .Where(value => value.ValueKind == JsonValueKind.String)
                .Select(value => value.GetString()!)
                .Distinct()
                .Take(parameter.Type == "array" ? 2 : 1);

    private static string Query((string Name, string Value)[] values) =>
        "?" + string.Join('&', values.Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value)}"));
}
