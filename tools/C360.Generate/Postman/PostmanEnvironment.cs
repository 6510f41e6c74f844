using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>The Postman environment: where the service is, and the key.</summary>
internal static class PostmanEnvironment
{
    private const string Key = "api_key";

    /// <summary>What is to be set, with the values for a service on the own machine.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string> { ["base_url"] = "http://localhost:8000", [Key] = "" };

    /// <summary>Makes it.</summary>
    public static string Make()
    {
        var environment = new JsonObject
        {
            ["id"] = PostmanJson.Id("C360 environment"),
            ["name"] = "C360",
            ["values"] = new JsonArray([.. Variables.Select(Value)]),
            ["_postman_variable_scope"] = "environment",
        };
        return PostmanJson.Write(environment) + "\n";
    }

    private static JsonObject Value(KeyValuePair<string, string> variable) =>
        new()
        {
            ["key"] = variable.Key,
            ["value"] = variable.Value,
            ["type"] = variable.Key == Key ? "secret" : "default",
            ["enabled"] = true,
        };
}
