using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace C360.FunctionalTests.Hosting;

/// <summary>The bodies in contracts/examples: what the tests expect and the OpenAPI document shows.</summary>
internal static class Examples
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An answer with the one thing that differs from run to run, the suffix of its data version, made the same; numbers keep their places.</summary>
    public static string Comparable(JsonNode body)
    {
        foreach (JsonNode? holder in (JsonNode?[])[body["meta"], body["data"] as JsonObject, body])
            if (holder?["data_version"] is JsonValue version)
                holder["data_version"] = version.GetValue<string>().Split('-')[0] + "-1f3a9c";
        return body.ToJsonString(Indented);
    }

    /// <summary>Expects the body that the example of an operation shows.</summary>
    public static async Task AssertAsync(ApiHost host, string path, string operation) =>
        Assert.That(Comparable(await host.GetAsync(path)), Is.EqualTo(Read(operation).ToJsonString(Indented)));

    /// <summary>The example of an operation, or null when there is none.</summary>
    public static JsonNode? TryRead(string operation, [CallerFilePath] string here = "")
    {
        try
        {
            return Read(operation, Path.Combine(Path.GetDirectoryName(here)!, "..", "Hosting", "Examples.cs"));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The example of an operation.</summary>
    public static JsonNode Read(string operation, [CallerFilePath] string here = "") =>
        JsonNode.Parse(
            File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "contracts", "examples", operation + ".json"))
        )!;
}
