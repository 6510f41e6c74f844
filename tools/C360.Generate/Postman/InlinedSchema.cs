using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>A schema of the document as a test script can use it: what it refers to stands in it, what is meant for readers is left out.</summary>
internal static class InlinedSchema
{
    /// <summary>The formats that a validator of JSON schemas knows.</summary>
    private static readonly string[] Formats = ["date", "date-time"];

    /// <summary>Makes it.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="named">The schemas that it can refer to.</param>
    public static JsonObject Of(JsonNode schema, JsonObject named)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Of(named[reference.Split('/')[^1]]!, named);
        var result = new JsonObject();
        foreach ((string keyword, JsonNode? value) in schema.AsObject())
            if (Keyword(keyword, value!, named) is { } kept)
                result[keyword] = kept;
        return result;
    }

    private static JsonNode? Keyword(string keyword, JsonNode value, JsonObject named) =>
        keyword switch
        {
            "description" or "default" or "example" or "examples" or "readOnly" => null,
            "format" when !Formats.Contains((string)value!) => null,
            "properties" => new JsonObject(
                value.AsObject().Select(property => KeyValuePair.Create<string, JsonNode?>(property.Key, Of(property.Value!, named)))
            ),
            "items" or "additionalProperties" when value is JsonObject => Of(value, named),
            "anyOf" or "oneOf" or "allOf" => new JsonArray([.. value.AsArray().Select(part => Of(part!, named))]),
            _ => value.DeepClone(),
        };
}
