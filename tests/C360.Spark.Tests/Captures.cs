using System.Text.Json;
using System.Text.Json.Serialization;

namespace C360.Spark.Tests;

/// <summary>The recorded traffic of real servers, see Captures/README.md.</summary>
internal static class Captures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Captures");

    /// <summary>All of them, as in <c>4.0.5/02-types</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory
            .EnumerateFiles(Folder, "*.ndjson", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path)[..^".ndjson".Length].Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What went over the wire, in its order.</summary>
    public static IReadOnlyList<Line> Lines(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, name + ".ndjson")).Select(line => JsonSerializer.Deserialize<Line>(line, Json)!)];

    /// <summary>What was to be read from it.</summary>
    public static JsonElement Expected(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".rows.json"))).RootElement;

    /// <summary>One message, or the end of a call.</summary>
    internal sealed record Line(string Rpc, string Dir, int Call, double Ms, string? Base64, int Status, string? Message)
    {
        [JsonPropertyName("trailers")]
        public Dictionary<string, string> Trailers { get; init; } = [];

        /// <summary>The message.</summary>
        public byte[] Bytes => Convert.FromBase64String(Base64!);

        /// <summary>The details of an error, or none.</summary>
        public byte[]? Details =>
            Trailers.GetValueOrDefault("grpc-status-details-bin") is { } text
                ? Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))
                : null;

        public override string ToString() => $"{Rpc} {Dir} {Call}";
    }
}
