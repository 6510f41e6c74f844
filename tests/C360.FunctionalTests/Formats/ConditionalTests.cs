using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Formats;

/// <summary>An answer's tag names it, and whoever sends it back gets the answer only when it is another one.</summary>
internal sealed class ConditionalTests
{
    private const string Path = "/marketing/churn-risk-customers";
    private const string Profiles = "/analytics/customer-profiles";

    [TestCase(Path + "?limit=50&min_lifetime_value=1000.00", Path)]
    [TestCase(Path + "?_=7", Path)]
    [TestCase(Path + "?format=json", Path)]
    [TestCase(Profiles + "?loyalty_tier=Gold&loyalty_tier=Silver", Profiles + "?loyalty_tier=Silver&loyalty_tier=Gold&loyalty_tier=Gold")]
    public async Task Equal_questions_have_equal_tags(string one, string other)
    {
        ApiHost host = await Dozen.Host;
        Assert.That(await host.TagAsync(one), Is.EqualTo(await host.TagAsync(other)).And.Match("^\"[A-Za-z0-9_-]{16}-json\"$"));
    }

    [Test]
    public async Task Every_parameter_format_and_encoding_has_a_tag_of_its_own()
    {
        ApiHost host = await Dozen.Host;
        string[] paths =
        [
            Path,
            $"{Path}?limit=49",
            $"{Path}?min_lifetime_value=999.99",
            $"{Profiles}?customer_status=Active",
            $"{Profiles}?loyalty_tier=Active",
            $"{Profiles}?customer_segment=Active",
            $"{Profiles}?has_app_usage=true",
            $"{Profiles}?churn_risk_only=true",
            Profiles,
            $"{Profiles}/C01",
            $"{Profiles}/C02",
            Profiles.As("csv"),
            Profiles.As("ndjson"),
        ];
        var tags = new List<string>();
        foreach (string path in paths)
            tags.Add(await host.TagAsync(path));
        foreach (string encoding in (string[])["gzip", "br"])
        {
            tags.Add(await host.TagAsync(Profiles, ("Accept-Encoding", encoding)));
            tags.Add(await host.TagAsync(Profiles.As("csv"), ("Accept-Encoding", encoding)));
        }
        Assert.That(tags, Is.Unique);
    }

    [Test]
    public async Task The_tag_is_the_same_in_every_process_and_another_when_the_data_is_stale_or_new()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        var settings = new Dictionary<string, string> { ["REFRESH_WHEN_STALE"] = "false" };
        await using ApiHost one = await ApiHost.StartAsync(data, settings);
        await using ApiHost other = await ApiHost.StartAsync(data, settings, snapshotPath: one.SnapshotPath);
        string fresh = await one.TagAsync(Path);
        Assert.That(await other.TagAsync(Path), Is.EqualTo(fresh));
        string body = await one.Client.GetStringAsync(Path);
        one.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.That(
            (await one.TagAsync(Path), await one.Client.GetStringAsync(Path)),
            Is.EqualTo((fresh, body)),
            "equal tags promise equal bytes, also of the timestamp"
        );
        one.Time.Advance(TimeSpan.FromMinutes(1));
        string stale = await one.TagAsync(Path);
        Assert.That(stale, Is.EqualTo(fresh.Replace("-json", "-json-stale", StringComparison.Ordinal)));
        using (HttpResponseMessage changed = await one.AskAsync(Path, ("If-None-Match", fresh)))
            Assert.That((int)changed.StatusCode, Is.EqualTo(200), "the age is part of the answer");
        data.Customers(new { customer_id = "C2" });
        using (await one.Client.PostAsync("/admin/refresh-data", null))
            await one.RefreshedAsync();
        Assert.That(await one.TagAsync(Path), Is.Not.EqualTo(fresh).And.Not.EqualTo(stale));
    }

    [TestCase("{0}", 304)]
    [TestCase("W/{0}", 304)]
    [TestCase("\"other\", W/\"another\" ,{0}", 304)]
    [TestCase("*", 304)]
    [TestCase(" * ", 304)]
    [TestCase("\"other\"", 200)]
    [TestCase("\"\"", 200)]
    [TestCase("", 200)]
    [TestCase("\"unclosed", 200)]
    [TestCase("\"unclosed, {0}", 304)]
    [TestCase(",,,;;W/W/\\\"", 200)]
    [TestCase("nonsense", 200)]
    public async Task What_the_client_has_is_not_sent_again(string form, int status)
    {
        ApiHost host = await Dozen.Host;
        string tag = await host.TagAsync(Path);
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using HttpResponseMessage response = await host.AskAsync(
                method,
                Path,
                ("If-None-Match", form.Replace("{0}", tag, StringComparison.Ordinal))
            );
            Assert.That((int)response.StatusCode, Is.EqualTo(status), $"{method}");
            Assert.That(response.Headers.GetValues("ETag").Single(), Is.EqualTo(tag));
            Assert.That(response.Headers.Vary, Is.EqualTo((string[])["Accept", "Accept-Encoding"]));
            Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-cache, private"));
            if (status == 304)
                Assert.That(
                    (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType),
                    Is.EqualTo((Array.Empty<byte>(), (object?)null))
                );
        }
    }

    [Test]
    public async Task Ten_kilobytes_of_garbage_match_nothing()
    {
        ApiHost host = await Dozen.Host;
        foreach (string garbage in (string[])["\"", "\\\"", "W/", "é\"", "*, "])
        {
            string header = string.Concat(Enumerable.Repeat(garbage, 10_240 / garbage.Length));
            RawAnswer answer = await RawClient.SendAsync(
                host,
                $"GET {Path} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {header}\r\n\r\n"
            );
            Assert.That(answer.Status, Is.EqualTo(200).Or.EqualTo(400), garbage);
        }
    }

    [Test]
    public async Task A_tag_of_another_form_does_not_count()
    {
        ApiHost host = await Dozen.Host;
        string json = await host.TagAsync(Profiles);
        foreach (
            (string path, string encoding, int status) in ((string, string, int)[])
                [
                    (Profiles, "", 304),
                    (Profiles.As("csv"), "", 200),
                    ($"{Profiles}?limit=2", "", 200),
                    // Whoever takes a body as it is may go on using it.
                    (Profiles, "gzip", 304),
                    (Profiles, "gzip, identity;q=0", 200),
                ]
        )
        {
            using HttpResponseMessage response = await host.AskAsync(path, ("If-None-Match", json), ("Accept-Encoding", encoding));
            Assert.That((int)response.StatusCode, Is.EqualTo(status), $"{path} {encoding}");
        }
    }

    [Test]
    public async Task Who_is_not_there_is_not_unchanged()
    {
        ApiHost host = await Dozen.Host;
        foreach (
            (string path, int status) in ((string, int)[])
                [($"{Profiles}/nobody", 404), ($"{Profiles}?limit=0", 422), ($"{Profiles}/C01", 304)]
        )
        {
            using HttpResponseMessage response = await host.AskAsync(path, ("If-None-Match", "*"));
            Assert.That((int)response.StatusCode, Is.EqualTo(status), path);
        }
    }

    [Test]
    public async Task Pages_of_other_origins_may_read_the_tag_and_the_origin_varies_beside_the_formats()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            new Dictionary<string, string> { ["CORS_ORIGINS"] = "https://a.example, https://b.example" }
        );
        string tag = await host.TagAsync(Path);
        foreach (string held in (string[])["", tag])
        {
            using HttpResponseMessage response = await host.AskAsync(Path, ("Origin", "https://a.example"), ("If-None-Match", held));
            Assert.That(response.Headers.Vary, Is.EquivalentTo((string[])["Accept", "Accept-Encoding", "Origin"]));
            Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin").Single(), Is.EqualTo("https://a.example"));
        }
    }
}
