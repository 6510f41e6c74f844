using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace C360.Generate.Postman;

/// <summary>How the files for Postman are written: readable, the same again and on every system.</summary>
internal static class PostmanJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Over many lines.</summary>
    /// <param name="node">What is written.</param>
    public static string Write(JsonNode node) => node.ToJsonString(Readable);

    /// <summary>On one line, as in a script.</summary>
    /// <param name="node">What is written.</param>
    public static string Line(JsonNode node) => node.ToJsonString(Compact);

    /// <summary>The id of what has a name: always the same, so that an import replaces what an earlier one brought.</summary>
    /// <param name="name">The name.</param>
    public static string Id(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();
}
