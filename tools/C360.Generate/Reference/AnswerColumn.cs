using System.Text.Json.Nodes;

namespace C360.Generate.Reference;

/// <summary>A property of an answer's data.</summary>
/// <param name="Name">Its name; of what lies deeper the way to it, as in <c>sources[].rejected</c>.</param>
/// <param name="Type">Its type in JSON.</param>
/// <param name="Meaning">What it says.</param>
internal sealed record AnswerColumn(string Name, string Type, string Meaning)
{
    /// <summary>The properties of a response's data, or of the whole when it has no envelope.</summary>
    /// <param name="response">The response.</param>
    /// <param name="document">The document, which has the schemas.</param>
    public static AnswerColumn[] Of(JsonNode response, JsonObject document)
    {
        if (Operation.JsonOf(response)?["schema"] is not { } schema)
            return [];
        JsonNode whole = Resolved(schema, document);
        JsonNode data = whole["properties"]?["data"] is { } inner ? Resolved(inner, document) : whole;
        return [.. Below("", data["items"] is { } items ? Resolved(items, document) : data, document)];
    }

    private static IEnumerable<AnswerColumn> Below(string way, JsonNode schema, JsonObject document)
    {
        foreach ((string name, JsonNode? property) in schema["properties"]?.AsObject() ?? [])
        {
            JsonNode found = Resolved(property!, document);
            JsonNode? items = found["items"] is { } of ? Resolved(of, document) : null;
            string meaning = ((string?)property!["description"] ?? (string?)found["description"] ?? "").ReplaceLineEndings(" ");
            yield return new AnswerColumn(way + name, TypeOf(property, found, items), meaning);
            foreach (AnswerColumn deeper in Below($"{way}{name}{(items is null ? "" : "[]")}.", items ?? found, document))
                yield return deeper;
        }
    }

    private static JsonNode Resolved(JsonNode schema, JsonObject document) =>
        ((string?)schema["$ref"] ?? (string?)schema["anyOf"]?[0]?["$ref"]) is { } reference
            ? document["components"]!["schemas"]![reference.Split('/')[^1]]!
            : schema;

    private static string TypeOf(JsonNode property, JsonNode found, JsonNode? items)
    {
        string[] types = found["type"] is JsonArray several
            ? [.. several.Select(type => (string)type!)]
            : [(string?)found["type"] ?? "any"];
        string type = types.First(type => type != "null");
        string said =
            found["enum"] is JsonArray choices ? string.Join(", ", choices.Select(choice => Markdown.Code((string?)choice)))
            : items is not null ? $"list of {(string?)items["type"] ?? "any"}"
            : (string?)found["format"] switch
            {
                "date" => "date",
                "date-time" => "timestamp",
                _ => type,
            };
        return types.Contains("null") || property["anyOf"] is not null ? $"{said} or null" : said;
    }
}
