using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Where it is sent: query, path or header.</param>
/// <param name="IsRequired">Whether a call without it is refused.</param>
/// <param name="Schema">What it may be.</param>
internal sealed record Parameter(string Name, string In, bool IsRequired, JsonElement Schema)
{
    /// <summary>The values to choose from; empty when there is no such choice.</summary>
    public IReadOnlyList<string> Choices => Of("enum") is { } choices ? [.. choices.EnumerateArray().Select(choice => $"{choice}")] : [];

    /// <summary>Its smallest value.</summary>
    public string? Smallest => Of("minimum")?.ToString();

    /// <summary>Its largest value.</summary>
    public string? Largest => Of("maximum")?.ToString();

    /// <summary>Its type.</summary>
    public string? Type => Of("type")?.ToString();

    private JsonElement? Of(string keyword) =>
        Schema.ValueKind == JsonValueKind.Object && Schema.TryGetProperty(keyword, out JsonElement value) ? value : null;
}
