using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>An answer that the document describes.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">When it is given.</param>
/// <param name="MediaType">Its media type, without parameters.</param>
/// <param name="Schema">Its schema, with nothing in it that is elsewhere.</param>
/// <param name="Example">An example; null when the document has none.</param>
internal sealed record Answer(int Status, string Description, string MediaType, JsonObject Schema, JsonNode? Example)
{
    /// <summary>Whether the answer stands in the envelope of every success; a probe's does not.</summary>
    public bool IsEnveloped => Schema["properties"]?["data"] is not null;

    /// <summary>The schema of a row, when the answer is a list.</summary>
    public JsonObject? Row => Schema["properties"]?["data"]?["items"] as JsonObject;

    /// <summary>Whether it comes from a snapshot, and so says how old its data is.</summary>
    public bool HasMeta => Example?["meta"] is not null;

    /// <summary>The answer's saved example.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="request">The request that it answers.</param>
    public SavedExample Saved(string name, JsonObject request) =>
        new(
            name,
            request,
            Status,
            MediaType,
            Example is null ? ""
                : Example is JsonValue text ? (string)text!
                : PostmanJson.Write(Example)
        );
}
