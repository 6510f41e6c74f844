using C360.WebApi.Formats;
using FsCheck;
using Microsoft.AspNetCore.Http;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.WebApi.Formats;

/// <summary>Headers of clients, hostile ones, too: the functional tests tell what the ordinary ones get.</summary>
internal sealed class WantedTests
{
    private static readonly string[] Pieces =
    [
        "text/csv",
        "application/json",
        "*/*",
        "*",
        "gzip",
        "br",
        "identity",
        ",",
        ";",
        "q=",
        ";q=0",
        ";q=0.5",
        "q=1.5",
        "-1",
        "NaN",
        "/",
        "\"",
        "\\",
        " ",
        "\t",
        "∞",
        "\0",
        "W/",
        "=",
        "x",
    ];

    [Property(MaxTest = 2000)]
    public void No_header_makes_it_stumble(byte[] pieces, NonNull<string> any)
    {
        string header = string.Concat(pieces.Select(piece => Pieces[piece % Pieces.Length])) + any.Get;
        foreach (
            string?[] values in (string?[][])
                [
                    [header],
                    [header, null],
                    ["", header],
                    [header, header],
                ]
        )
        {
            Format? format = Wanted.Choose(values, Format.OfLists);
            Assert.That(format, Is.Null.Or.AnyOf(Format.OfLists));
            (Coding best, bool takesIdentity) = Compression.Choose(values);
            Assert.That(best == Coding.Identity && !takesIdentity, Is.False, "there is always a body");
            var wanted = new Wanted(Format.Json, new HeaderDictionary { ["If-None-Match"] = values, ["Accept-Encoding"] = values });
            Assert.That(wanted.Holds("tag", stale: false), Is.False);
        }
    }

    [TestCase("text/csv;q=1.5", ExpectedResult = "json")]
    [TestCase("text/csv;q=-1", ExpectedResult = "json")]
    [TestCase("text/csv;q=NaN", ExpectedResult = "json")]
    [TestCase("text/csv;q=-Infinity", ExpectedResult = "json")]
    [TestCase("text/csv;level=1;q=0.001", ExpectedResult = "csv")]
    [TestCase("text/csv;q=0, text/*", ExpectedResult = null)]
    [TestCase("*/*;q=0.1, application/json;q=0, application/x-ndjson;q=0.05", ExpectedResult = "csv")]
    public string? The_most_exact_range_counts(string accept) => Wanted.Choose(accept, Format.OfLists)?.Name;

    [Test]
    public void A_tag_in_any_of_several_headers_is_held()
    {
        var wanted = new Wanted(
            Format.OfLists[1],
            new HeaderDictionary { ["If-None-Match"] = new[] { "\"a\"", "\"b\", W/\"tag-csv-stale-gzip\"" }, ["Accept-Encoding"] = "gzip" }
        );
        Assert.That(wanted.Holds("tag", stale: false), Is.False);
        Assert.That(wanted.Holds("ag", stale: true), Is.False);
        Assert.That(wanted.Holds("tag", stale: true), Is.True);
        Assert.That(wanted.Held, Is.EqualTo("\"tag-csv-stale-gzip\""));
    }
}
