using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using C360.Application.Admin;
using C360.Application.Queries;
using C360.Domain.Sources;
using C360.WebApi.Configuration;

namespace C360.WebApi.Http;

/// <summary>Whom an answer shows.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Ids">The customers' ids, as a JSON list.</param>
/// <param name="DataVersion">The snapshot that they come from; null when there is no answer.</param>
internal sealed record Persons(int Rows, byte[] Ids, string? DataVersion)
{
    /// <summary>Nobody.</summary>
    public static readonly Persons None = new(0, "[]"u8.ToArray(), DataVersion: null);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = AccessLine.Encoder };

    private const string Format = "customers";
    private const string Id = "customer_id";
    private const string IdProperty = "CustomerId";

    /// <summary>Of an id more characters are the contents of a broken row.</summary>
    private const int LongestId = 100;

    private static readonly HashSet<string> KeyedByCustomer =
    [
        .. DeclaredSources.All.Where(source => source.Key.Name == Id).Select(source => source.Name),
    ];

    /// <summary>Finds them; of a cached answer only once.</summary>
    /// <param name="data">What the action answers.</param>
    /// <exception cref="InvalidOperationException">Nobody knows where its persons are: it must not go out.</exception>
    public static Persons In(object? data) =>
        data switch
        {
            Answer answer => new Persons(answer.Rows.Count, answer.Rendered(Format, Render), answer.Snapshot.Version),
            Envelope<DataQuality> { Data: var quality, Meta: var meta } => In(quality, meta?.DataVersion),
            _ => throw new InvalidOperationException($"No persons are known in {data?.GetType().Name ?? "nothing"}"),
        };

    /// <summary>An id as it may stand in a log: one that holds an e-mail address or a key, or is no id at all, is told by its hash.</summary>
    /// <param name="id">The id.</param>
    public static string Logged(string id) =>
        id.Length <= LongestId && MaskedLines.Mask(id) == id
            ? id
            : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}";

    private static Persons In(DataQuality quality, string? version)
    {
        (string Source, RejectedRowSample Row)[] samples =
        [
            .. from source in quality.Sources from reason in source.Rejected from sample in reason.Samples select (source.Source, sample),
        ];
        IEnumerable<string?> ids = samples.SelectMany(sample =>
            Of(sample.Source, sample.Row.Key, sample.Row.RawValues.GetValueOrDefault(Id))
        );
        return new Persons(samples.Length, List(ids), version);
    }

    private static byte[] Render(Answer answer) =>
        List(answer is Answer<RejectedRow> rejected ? answer.Rows.Cast<RejectedRow>().SelectMany(Of) : answer.Rows.Select(IdOf));

    private static IEnumerable<string?> Of(RejectedRow row)
    {
        using JsonDocument cells = JsonDocument.Parse(row.RawValues);
        string? cell = cells.RootElement.TryGetProperty(Id, out JsonElement value) ? value.GetString() : null;
        return Of(row.Source, row.Key, cell);
    }

    private static IEnumerable<string?> Of(string source, string? key, string? cell) =>
        [KeyedByCustomer.Contains(source) ? key : null, cell?.Trim()];

    private static string IdOf(object row) =>
        (string)(
            row.GetType().GetProperty(IdProperty)?.GetValue(row)
            ?? throw new InvalidOperationException($"No customer is known in {row.GetType().Name}")
        );

    private static byte[] List(IEnumerable<string?> ids) =>
        JsonSerializer.SerializeToUtf8Bytes(ids.Where(id => !string.IsNullOrEmpty(id)).Distinct().Select(id => Logged(id!)), Readable);
}
