using System.Text.Json.Nodes;
using C360.Generate.Postman;

namespace C360.FunctionalTests.Postman;

/// <summary>Ways in which an answer can break the contract.</summary>
internal static class Breach
{
    /// <summary>A field, a column or a line begins with another name.</summary>
    /// <param name="mediaType">The media type.</param>
    /// <param name="body">The body.</param>
    /// <returns>The body, broken; null when it has nothing of the kind.</returns>
    public static string? Rename(string mediaType, string body) =>
        mediaType switch
        {
            MediaTypes.Json => Changed(body, thing => Rename(thing, thing.Last())),
            MediaTypes.Csv => "old_" + body,
            MediaTypes.NdJson => "{\"old_" + body["{\"".Length..],
            _ => null,
        };

    /// <summary>A value has another type, a row has a cell or a list a row less.</summary>
    /// <param name="mediaType">The media type.</param>
    /// <param name="body">The body.</param>
    /// <returns>The body, broken; null when it has nothing of the kind.</returns>
    public static string? ChangeType(string mediaType, string body) =>
        mediaType switch
        {
            MediaTypes.Json => Changed(body, thing => thing[thing.Last().Key] = thing.Last().Value is JsonArray ? "none" : new JsonArray()),
            // A cell less in the last row.
            MediaTypes.Csv => body.Remove(body.LastIndexOf(',')) + "\r\n",
            // A row less than are counted.
            MediaTypes.NdJson => body[(body.IndexOf('\n') + 1)..],
            _ => null,
        };

    /// <summary>The envelope has no count.</summary>
    /// <param name="mediaType">The media type.</param>
    /// <param name="body">The body.</param>
    /// <returns>The body, broken; null when it has nothing of the kind.</returns>
    public static string? DropCount(string mediaType, string body)
    {
        JsonObject? json = mediaType == MediaTypes.Json ? JsonNode.Parse(body)!.AsObject() : null;
        return json?.Remove("count") == true ? json.ToJsonString() : null;
    }

    private static void Rename(JsonObject thing, KeyValuePair<string, JsonNode?> field)
    {
        thing.Remove(field.Key);
        thing["old_" + field.Key] = field.Value;
    }

    private static string? Changed(string body, Action<JsonObject> change)
    {
        JsonObject json = JsonNode.Parse(body)!.AsObject();
        if (Thing(json) is not { } thing)
            return null;
        change(thing);
        return json.ToJsonString();
    }

    /// <summary>The thing that an answer is about: of a list the first.</summary>
    private static JsonObject? Thing(JsonObject body) =>
        body["data"] switch
        {
            JsonArray list => list.FirstOrDefault() as JsonObject,
            JsonObject thing => thing,
            _ => body,
        };
}
