using System.IO.Compression;
using System.Text;
using C360.Application.Analytics;
using C360.Application.Behaviors;
using C360.Application.Queries;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Formats;

/// <summary>Bodies that are worth it are compressed, once.</summary>
internal sealed class EncodingTests
{
    private const string Profiles = "/analytics/customer-profiles";

    [TestCase("gzip", ExpectedResult = "gzip")]
    [TestCase("GZIP", ExpectedResult = "gzip")]
    [TestCase("x-gzip", ExpectedResult = "gzip")]
    [TestCase("br", ExpectedResult = "br")]
    [TestCase("gzip, deflate, br, zstd", ExpectedResult = "br")] // a browser
    [TestCase("gzip;q=1.0, br;q=0.5", ExpectedResult = "gzip")]
    [TestCase("gzip;q=0, *", ExpectedResult = "br")]
    [TestCase("*;q=0.5, br;q=0", ExpectedResult = "gzip")]
    [TestCase("identity;q=0", ExpectedResult = "")] // takes nothing: gets it as it is
    [TestCase("identity;q=0, gzip;q=0.1", ExpectedResult = "gzip")]
    [TestCase("identity, gzip;q=0.5", ExpectedResult = "")]
    [TestCase("gzip;q=0", ExpectedResult = "")]
    [TestCase("deflate, zstd", ExpectedResult = "")]
    [TestCase("", ExpectedResult = "")]
    [TestCase("gzip;q=nonsense,,;", ExpectedResult = "")]
    public async Task<string> A_body_comes_as_the_client_takes_it_best(string encoding)
    {
        ApiHost host = await Dozen.Host;
        foreach (string path in (string[])[Profiles, Profiles.As("csv"), Profiles.As("ndjson")])
        {
            byte[] plain = await host.Client.GetByteArrayAsync(path);
            using HttpResponseMessage response = await host.AskAsync(path, ("Accept-Encoding", encoding));
            Assert.That(await DecodedAsync(response), Is.EqualTo(plain), path);
        }
        using HttpResponseMessage json = await host.AskAsync(Profiles, ("Accept-Encoding", encoding));
        return string.Join(',', json.Content.Headers.ContentEncoding);
    }

    /// <summary>One customer without anything: some 700 bytes as he is.</summary>
    [TestCase("gzip", ExpectedResult = "")]
    [TestCase("gzip, identity;q=0", ExpectedResult = "gzip")]
    public async Task<string> A_small_body_stays_as_it_is_unless_the_client_does_not_take_it(string encoding)
    {
        using HttpResponseMessage response = await (await Dozen.Alone).AskAsync(
            "/marketing/customer-health-overview",
            ("Accept-Encoding", encoding)
        );
        Assert.That((await DecodedAsync(response)).Length, Is.LessThan(1024));
        return string.Join(',', response.Content.Headers.ContentEncoding);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task The_document_is_compressed_too(string encoding)
    {
        ApiHost host = await Dozen.Host;
        using HttpResponseMessage response = await host.AskAsync("/openapi.json", ("Accept-Encoding", encoding));
        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo((string[])[encoding]));
        Assert.That(response.Headers.Vary, Is.EqualTo((string[])["Accept-Encoding"]));
        Assert.That(Encoding.UTF8.GetString(await DecodedAsync(response)), Is.EqualTo(await host.Client.GetStringAsync("/openapi.json")));
    }

    [Test]
    public async Task Each_form_is_made_once_and_counts_in_the_cache()
    {
        using SourceFolder data = DozenCustomers.Create();
        await using ApiHost host = await ApiHost.StartAsync(data);
        const string Path = $"{Profiles}?limit=999";
        await host.Client.GetStringAsync(Path);
        string version = host.Services.GetRequiredService<SnapshotStore>().Current!.Version;
        Answer answer = host
            .Services.GetRequiredService<AnswerCache>()
            .Find<Answer<CustomerProfile>>(Question.Of(new CustomerProfiles { Limit = 999 }), version)!;
        foreach (string format in (string[])["json", "csv", "ndjson"])
        foreach (string encoding in (string[])["", "gzip", "br"])
        {
            string form = encoding.Length == 0 ? format : $"{format}-{encoding}";
            long before = await CacheBytesAsync(host);
            bool was = answer.Rendered(form) is not null;
            using HttpResponseMessage first = await host.AskAsync(Path.As(format), ("Accept-Encoding", encoding));
            byte[] kept = answer.Rendered(form)!;
            Assert.That(await first.Content.ReadAsByteArrayAsync(), Is.EqualTo(kept), form);
            Assert.That(await CacheBytesAsync(host) - before, Is.EqualTo(was ? 0 : kept.Length), form);
            using HttpResponseMessage again = await host.AskAsync(Path.As(format), ("Accept-Encoding", encoding));
            Assert.That(answer.Rendered(form), Is.SameAs(kept), form);
        }
    }

    private static async Task<long> CacheBytesAsync(ApiHost host) => (long)(await host.GetAsync("/admin/metrics"))["data"]!["cache_bytes"]!;

    private static async Task<byte[]> DecodedAsync(HttpResponseMessage response)
    {
        using var body = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(body.Length));
        await using Stream plain = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var all = new MemoryStream();
        await plain.CopyToAsync(all);
        return all.ToArray();
    }
}
