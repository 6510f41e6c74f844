using System.Text.Json.Nodes;
using C360.Generate;
using C360.Generate.Postman;

namespace C360.FunctionalTests.Postman;

/// <summary>The committed collection, as its tests look at it.</summary>
internal static class CollectionFile
{
    /// <summary>Reads it.</summary>
    public static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Newman.Collection))!.AsObject();

    /// <summary>What it is made from.</summary>
    public static Contract Contract() =>
        Generate.Postman.Contract.Read(
            File.ReadAllText(Path.Combine(GeneratedFiles.RootAbove(AppContext.BaseDirectory), "contracts/openapi.json"))
        );

    /// <summary>Its folders, from top to bottom.</summary>
    public static string[] Folders() => [.. Read()["item"]!.AsArray().Select(folder => Name(folder!.AsObject()))];

    /// <summary>Its requests, from top to bottom.</summary>
    public static JsonObject[] Requests() => [.. Read()["item"]!.AsArray().SelectMany(item => Below(item!.AsObject()))];

    /// <summary>The name of a request or a folder.</summary>
    /// <param name="item">It.</param>
    public static string Name(JsonObject item) => (string)item["name"]!;

    private static IEnumerable<JsonObject> Below(JsonObject item) =>
        item["item"] is JsonArray items ? items.SelectMany(inner => Below(inner!.AsObject())) : [item];
}
