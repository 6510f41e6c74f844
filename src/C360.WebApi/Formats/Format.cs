using System.Text.Json;
using C360.WebApi.Http;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Formats;

/// <summary>A format that answers are written in.</summary>
/// <param name="name">Its name in <c>?format=</c>.</param>
/// <param name="mediaType">Its name in Accept.</param>
/// <param name="parameters">What Content-Type says besides.</param>
internal abstract class Format(string name, string mediaType, string parameters)
{
    /// <summary>The query parameter that chooses a format.</summary>
    public const string Parameter = "format";

    /// <summary>What everything can be written in.</summary>
    public static readonly Format Json = new JsonFormat();

    /// <summary>What lists can be written in; the first when nothing else is wanted.</summary>
    public static readonly Format[] OfLists = [Json, new CsvFormat(), new NdjsonFormat()];

    private readonly string[] _forms =
    [
        .. from coding in Enum.GetValues<Coding>()
        from stale in (string[])["", "-stale"]
        select name + stale + (coding == Coding.Identity ? "" : $"-{Compression.NameOf(coding)}"),
    ];

    /// <summary>Its name in <c>?format=</c>, and a file's ending.</summary>
    public string Name { get; } = name;

    /// <summary>Its name in Accept.</summary>
    public string MediaType { get; } = mediaType;

    /// <summary>What Content-Type says.</summary>
    public StringValues ContentType { get; } = $"{mediaType}; {parameters}";

    /// <summary>Whether it is for files: rows without an envelope, whose age headers tell.</summary>
    public bool IsFile => this != Json;

    /// <summary>Writes an answer.</summary>
    /// <param name="envelope">The answer; a file's data is a list.</param>
    public abstract byte[] Write(Envelope<object> envelope);

    /// <summary>Names a form that an answer has in this format.</summary>
    /// <param name="coding">How it is compressed.</param>
    /// <param name="stale">Whether it says that it is stale.</param>
    public string Form(Coding coding, bool stale) => _forms[2 * (int)coding + (stale ? 1 : 0)];

    /// <summary>Which format <c>?format=</c> asks for; null when it asks for none that there is.</summary>
    /// <param name="values">The parameter's values.</param>
    public static Format? Find(StringValues values) => values is [var only] ? Array.Find(OfLists, format => format.Name == only) : null;

    /// <summary>What is wrong with <c>?format=</c>, or null.</summary>
    /// <param name="values">The parameter's values, at least one.</param>
    public static string? Error(StringValues values) =>
        Find(values) is not null ? null
        : values.Count > 1 ? "Must be given once."
        : $"Must be one of: {string.Join(", ", OfLists.Select(format => format.Name))}.";

    /// <summary>Each row as JSON.</summary>
    /// <param name="envelope">The answer.</param>
    protected static IEnumerable<byte[]> Rows(Envelope<object> envelope) =>
        ((IReadOnlyList<object>)envelope.Data).Select(row => JsonSerializer.SerializeToUtf8Bytes(row, row.GetType(), Http.Json.Options));
}
