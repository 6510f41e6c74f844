using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace C360.Generate.Reference;

/// <summary>Reads an operation of the OpenAPI document.</summary>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="Path">Its path.</param>
/// <param name="Node">What the document says of it.</param>
internal sealed record Operation(string Method, string Path, JsonObject Node)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All operations, in the order of the document.</summary>
    /// <param name="document">The document.</param>
    public static IEnumerable<Operation> Of(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    /// <summary>Its id.</summary>
    public string Id => (string)Node["operationId"]!;

    /// <summary>The team it is for.</summary>
    public string Team => (string)Node["tags"]![0]!;

    /// <summary>The scope that a key needs; null when none is needed.</summary>
    public string? Scope => (string?)Node["security"]?[0]!.AsObject().First().Value![0];

    /// <summary>Its parameters.</summary>
    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(parameter => parameter!);

    /// <summary>Its statuses with what the document says of each.</summary>
    public IEnumerable<(string Status, JsonNode Response)> Statuses =>
        Node["responses"]!.AsObject().Select(response => (response.Key, response.Value!));

    /// <summary>What a response holds as JSON; null when it is something else.</summary>
    /// <param name="response">The response.</param>
    public static JsonNode? JsonOf(JsonNode response) => response["content"]?["application/json"];

    /// <summary>The examples of a response in JSON.</summary>
    /// <param name="response">The response.</param>
    public static IEnumerable<JsonNode> ExamplesOf(JsonNode response) =>
        JsonOf(response) is not { } json ? []
        : json["examples"] is JsonObject several ? several.Select(example => example.Value!["value"]!)
        : json["example"] is { } single ? [single]
        : [];

    /// <summary>JSON for people.</summary>
    /// <param name="node">The JSON.</param>
    public static string Indented(JsonNode node) => node.ToJsonString(Readable);
}
