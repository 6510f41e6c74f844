using System.Text;
using C360.Application.Ports;
using C360.Domain.Access;
using C360.Infrastructure.Security;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.Infrastructure.Security;

internal sealed class KeyListTests
{
    private const string Form = "must be a list of {\"id\": …, \"hash\": …, \"scopes\": […], \"expires\": …}";
    private static readonly string Hash = string.Concat(Enumerable.Repeat("0f", 32));

    [Test]
    public void A_list_of_keys_is_read()
    {
        ApiKey[] keys =
        [
            .. Parse(
                $$"""
                [
                  { "id": "bi-tool", "hash": "{{Hash}}", "scopes": ["read", "customers"], "expires": "2026-12-31" },
                  { "id": "ops.2", "hash": "{{Hash.ToUpperInvariant()}}", "scopes": ["admin"] }
                ]
                """
            ),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(keys.Select(key => key.Id), Is.EqualTo((string[])["bi-tool", "ops.2"]));
            Assert.That(keys.Select(key => key.Hash.ToArray()), Is.All.EqualTo(Enumerable.Repeat((byte)0x0f, 32)));
            Assert.That(keys[0].Scopes, Is.EqualTo((Scope[])[Scope.Read, Scope.Customers]));
            Assert.That(keys[1].Scopes, Is.EqualTo((Scope[])[Scope.Admin]));
            Assert.That(keys[1].Expires, Is.Null);
        });
    }

    /// <summary>A date is the last day; it ends at midnight UTC.</summary>
    [TestCase("2026-12-31", "2027-01-01T00:00:00Z")]
    [TestCase("2024-02-28", "2024-02-29T00:00:00Z")]
    [TestCase("2026-12-31T18:00:00Z", "2026-12-31T18:00:00Z")]
    [TestCase("2026-12-31T18:00:00", "2026-12-31T18:00:00Z")]
    [TestCase("2026-12-31T18:00:00+02:00", "2026-12-31T16:00:00Z")]
    [TestCase("9999-12-31", "9999-12-31T23:59:59.9999999Z")]
    public void A_key_expires_after_its_last_day_or_at_its_moment(string expires, string moment) =>
        Assert.That(
            Parse(Entry(expires: $"\"{expires}\"")).Single().Expires,
            Is.EqualTo(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture))
        );

    /// <summary>The last key may have been revoked.</summary>
    [TestCase("[]")]
    [TestCase("\uFEFF[]")]
    public void There_may_be_no_key(string text) => Assert.That(Parse(text), Is.Empty);

    [TestCase("", "line 1: " + Form)]
    [TestCase("null", Form)]
    [TestCase("{}", "line 1: " + Form)]
    [TestCase("[\n\n{]", "line 3: " + Form)]
    [TestCase("[null]", "key 1 " + Form)]
    [TestCase("[{\"id\": \"a\"}]", "line 1: " + Form)]
    [TestCase("[] []", "line 1: " + Form)]
    public void What_is_no_list_of_keys_is_refused_with_its_line(string text, string fault) => AssertFault(text, fault);

    [TestCase("id", "\"a b\"", "key 1 must have an id: 1 to 64 letters, digits, dots, hyphens and underscores, and not api-key")]
    [TestCase("id", "\"a\\n\"", "key 1 must have an id: 1 to 64 letters, digits, dots, hyphens and underscores, and not api-key")]
    [TestCase("id", "\"\"", "key 1 must have an id: 1 to 64 letters, digits, dots, hyphens and underscores, and not api-key")]
    [TestCase("id", "\"API-Key\"", "key 1 must have an id: 1 to 64 letters, digits, dots, hyphens and underscores, and not api-key")]
    [TestCase("id", "null", "line 1: " + Form)]
    [TestCase("id", "7", "line 1: " + Form)]
    [TestCase("hash", "\"0f0f\"", "key 1 (a) must have a hash of 64 hexadecimal digits")]
    [TestCase("scopes", "[]", "key 1 (a) must have scopes of read, customers, admin")]
    [TestCase("scopes", "[\"all\"]", "key 1 (a) must have scopes of read, customers, admin")]
    [TestCase("scopes", "[\"Read\"]", "key 1 (a) must have scopes of read, customers, admin")]
    [TestCase("scopes", "[\"0\"]", "key 1 (a) must have scopes of read, customers, admin")]
    [TestCase("scopes", "[null]", "key 1 (a) must have scopes of read, customers, admin")]
    [TestCase("scopes", "\"read\"", "line 1: " + Form)]
    [TestCase(
        "expires",
        "\"2026-02-30\"",
        "key 1 (a) must expire on a date YYYY-MM-DD, at a time YYYY-MM-DDThh:mm:ssZ, or have no expires"
    )]
    [TestCase("expires", "\"\"", "key 1 (a) must expire on a date YYYY-MM-DD, at a time YYYY-MM-DDThh:mm:ssZ, or have no expires")]
    [TestCase("expires", "1767225600", "line 1: " + Form)]
    [TestCase("key", "\"c360_x\"", "line 1: " + Form)] // whoever keeps the keys themselves is told
    public void What_is_wrong_with_a_key_is_said(string name, string value, string fault) =>
        AssertFault(
            name switch
            {
                "id" => Entry(id: value),
                "hash" => Entry(hash: value),
                "scopes" => Entry(scopes: value),
                "expires" => Entry(expires: value),
                _ => Entry(more: $", \"{name}\": {value}"),
            },
            fault
        );

    [Test]
    public void An_id_is_of_one_key() => AssertFault($"[{Entry()[1..^1]}, {Entry(id: "\"A\"")[1..^1]}]", "key 2 has the id A of another");

    /// <summary>Bytes as they come, and a good file with a few bytes changed: what is read is what would be written, or there is a fault in one line.</summary>
    [Property(MaxTest = 1000, QuietOnSuccess = true)]
    public FsCheck.Property Hostile_bytes_are_a_fault_and_never_a_crash(byte[]? noise, (ushort At, byte Value)[]? changes)
    {
        byte[] text = noise ?? [];
        if (changes is { Length: > 0 })
        {
            text = Encoding.UTF8.GetBytes(Entry(expires: "\"2026-12-31\""));
            foreach ((ushort at, byte value) in changes)
                text[at % text.Length] = value;
        }
        try
        {
            IReadOnlyList<KeyEntry> entries = KeyList.Parse(text);
            ApiKey[] keys = [.. entries.Select(KeyList.Key)];
            return KeyList
                .Parse(KeyList.Write(entries))
                .Select(KeyList.Key)
                .Select(key => (key.Id, Convert.ToHexString(key.Hash.Span), key.Expires))
                .SequenceEqual(keys.Select(key => (key.Id, Convert.ToHexString(key.Hash.Span), key.Expires)))
                .ToProperty();
        }
        catch (KeyFileException fault)
        {
            return (!fault.Message.Contains('\n') && !fault.Message.Contains("0f0f", StringComparison.Ordinal)).ToProperty();
        }
    }

    private static void AssertFault(string text, string fault) =>
        Assert.That(() => Parse(text), Throws.TypeOf<KeyFileException>().With.Message.EqualTo(fault));

    private static List<ApiKey> Parse(string text) => [.. KeyList.Parse(Encoding.UTF8.GetBytes(text)).Select(KeyList.Key)];

    private static string Entry(
        string id = "\"a\"",
        string? hash = null,
        string scopes = "[\"read\"]",
        string expires = "null",
        string more = ""
    ) => $$"""[{"id": {{id}}, "hash": {{hash ?? $"\"{Hash}\""}}, "scopes": {{scopes}}, "expires": {{expires}}{{more}}}]""";
}
