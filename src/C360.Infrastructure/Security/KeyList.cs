using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using C360.Application.Ports;
using C360.Domain.Access;

namespace C360.Infrastructure.Security;

/// <summary>The text of a key file: a JSON list of keys. What is wrong with one is said without quoting it: anything may have been pasted there.</summary>
internal static partial class KeyList
{
    /// <summary>The id of the one key that is a setting.</summary>
    public const string IdOfSetting = "api-key";

    /// <summary>What an id may be: it stands in logs.</summary>
    public const string AllowedId = "1 to 64 letters, digits, dots, hyphens and underscores, and not " + IdOfSetting;

    private const string Form = "must be a list of {\"id\": …, \"hash\": …, \"scopes\": […], \"expires\": …}";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The names of the scopes.</summary>
    public static IReadOnlyList<string> ScopeNames { get; } = [.. Enum.GetNames<Scope>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <exception cref="KeyFileException">It is no list of keys.</exception>
    public static IReadOnlyList<KeyEntry> Parse(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        List<KeyEntry?> entries;
        try
        {
            entries = JsonSerializer.Deserialize<List<KeyEntry?>>(text, Json) ?? throw new KeyFileException(Form);
        }
        catch (JsonException exception)
        {
            throw new KeyFileException($"line {exception.LineNumber + 1}: {Form}");
        }
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < entries.Count; i++)
            if (Fault(entries[i], ids) is { } fault)
                throw new KeyFileException($"key {i + 1} {fault}");
        return entries!;
    }

    /// <summary>Writes a text.</summary>
    /// <param name="entries">The keys.</param>
    public static byte[] Write(IEnumerable<KeyEntry> entries) => [.. JsonSerializer.SerializeToUtf8Bytes(entries, Json), (byte)'\n'];

    /// <summary>The key that an entry is about.</summary>
    /// <param name="entry">The entry, checked.</param>
    public static ApiKey Key(KeyEntry entry) =>
        new(
            entry.Id,
            Convert.FromHexString(entry.Hash),
            [.. entry.Scopes.Select(scope => Enum.Parse<Scope>(scope, ignoreCase: true))],
            entry.Expires is null ? null : ReadExpires(entry.Expires)
        );

    /// <summary>Whether a key may have this id.</summary>
    /// <param name="id">The id.</param>
    public static bool IsId(string id) => Id().IsMatch(id) && !id.Equals(IdOfSetting, StringComparison.OrdinalIgnoreCase);

    private static string? Fault(KeyEntry? entry, HashSet<string> ids) =>
        entry is null ? Form
        : !IsId(entry.Id) ? $"must have an id: {AllowedId}"
        : !ids.Add(entry.Id) ? $"has the id {entry.Id} of another"
        : !Hash().IsMatch(entry.Hash) ? $"({entry.Id}) must have a hash of 64 hexadecimal digits"
        : entry.Scopes.Count == 0 || entry.Scopes.Any(scope => !ScopeNames.Contains(scope))
            ? $"({entry.Id}) must have scopes of {string.Join(", ", ScopeNames)}"
        : entry.Expires is not null && ReadExpires(entry.Expires) is null
            ? $"({entry.Id}) must expire on a date YYYY-MM-DD, at a time YYYY-MM-DDThh:mm:ssZ, or have no expires"
        : null;

    /// <summary>A date is the last day; a time is the first moment after.</summary>
    private static DateTimeOffset? ReadExpires(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(day.AddDays(1), default, TimeSpan.Zero);
        return DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ssK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset moment
        )
            ? moment
            : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z")]
    private static partial Regex Hash();
}
