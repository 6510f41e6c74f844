using System.Text;
using System.Text.Json;

namespace C360.WebApi.Commands.Smoke;

/// <summary>What came back for a call.</summary>
/// <param name="Status">The status; 0 when there was no whole answer.</param>
internal sealed record Reply(int Status)
{
    private readonly Lazy<JsonElement?> _json = new();
    private readonly Lazy<IReadOnlyList<JsonElement>> _rows = new(() => []);
    private readonly byte[] _body = [];

    /// <summary>Why there was no whole answer; null when there was.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the call was not sent at all, because of what became of others.</summary>
    public bool IsNotSent { get; init; }

    /// <summary>From the call to the end of the answer.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The media type, without its parameters.</summary>
    public string? MediaType { get; init; }

    /// <summary>The headers, by name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body.</summary>
    public byte[] Body
    {
        get => _body;
        init
        {
            _body = value;
            var json = new Lazy<JsonElement?>(() => Parsed(value));
            _json = json;
            _rows = new Lazy<IReadOnlyList<JsonElement>>(() => RowsOf(json.Value));
        }
    }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON; null when it is none.</summary>
    public JsonElement? Json => _json.Value;

    /// <summary>The tag of the answer.</summary>
    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>The rows of a list; empty when it is none.</summary>
    public IReadOnlyList<JsonElement> Rows => _rows.Value;

    /// <summary>What stands at a place in the body; null when nothing does.</summary>
    /// <param name="names">The names on the way there.</param>
    public JsonElement? At(params ReadOnlySpan<string> names)
    {
        JsonElement? found = Json;
        foreach (string name in names)
            found =
                found is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out JsonElement child) ? child : null;
        return found;
    }

    /// <summary>The text at a place in the body; null when there is none.</summary>
    /// <param name="names">The names on the way there.</param>
    public string? TextAt(params ReadOnlySpan<string> names)
    {
        try
        {
            return At(names) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped: JSON, but no text.
            return null;
        }
    }

    private static IReadOnlyList<JsonElement> RowsOf(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } envelope
        && envelope.TryGetProperty("data", out JsonElement data)
        && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray()]
            : [];

    private static JsonElement? Parsed(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
