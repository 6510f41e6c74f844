using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>A sliding minute per key or address; the clock is the test's.</summary>
internal sealed class RateLimitTests
{
    private const string Key = "a-key-that-is-good-for-everything";
    private const string Path = "/admin/metrics";

    [Test]
    public async Task Each_answer_says_what_is_left_and_a_refusal_when_to_come_back()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("3"));
        // A refused parameter and a missing page count as well.
        (string Path, int Status, string Left)[] expected =
        [
            ("/finance/revenue-analysis", 200, "\"default\";r=2;t=60"),
            ("/admin/metrics?x=1", 422, "\"default\";r=1;t=50"), // at 10 s, and the first comes back at 60 s
            ("/nowhere", 404, "\"default\";r=0;t=40"), // at 20 s
            ("/finance/revenue-analysis", 429, "\"default\";r=0;t=30"), // at 30 s
        ];
        foreach ((string path, int status, string left) in expected)
        {
            using HttpResponseMessage response = await host.Client.GetAsync(path);
            Assert.That(((int)response.StatusCode, Header(response, "RateLimit")), Is.EqualTo((status, left)));
            Assert.That(Header(response, "RateLimit-Policy"), Is.EqualTo("\"default\";q=3;w=60"));
            host.Time.Advance(TimeSpan.FromSeconds(10));
        }

        using HttpResponseMessage refused = await host.Client.GetAsync(Path); // at 40 s
        await ErrorAnswer.AssertAsync(refused, 429, "RateLimited", "rate_limited", host.Time.GetUtcNow());
        Assert.That(refused.Headers.RetryAfter?.Delta?.TotalSeconds, Is.EqualTo(20));
        host.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.That((await host.TryGetAsync(Path)).Status, Is.EqualTo(200));
    }

    [TestCase("/health")]
    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/openapi.json")]
    [TestCase("/docs/index.html")]
    [TestCase("/redoc/index.html")]
    [TestCase("/")]
    [TestCase("/dashboard/app.js")]
    public async Task Probes_and_pages_are_neither_counted_nor_refused(string exempt)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("1"));
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage response = await host.Client.GetAsync(exempt);
            Assert.That(((int)response.StatusCode, Header(response, "RateLimit")), Is.EqualTo((200, (string?)null)));
        }
        Assert.That((await host.TryGetAsync(Path)).Status, Is.EqualTo(200));
        Assert.That((await host.TryGetAsync(Path)).Status, Is.EqualTo(429));
        Assert.That((int)(await host.Client.GetAsync(exempt)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Each_address_has_a_budget_of_its_own()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("2"), AddressFromHeader.Add);
        foreach (
            (string address, int expected) in ((string, int)[])
                [("192.0.2.1", 200), ("192.0.2.1", 200), ("192.0.2.1", 429), ("192.0.2.2", 200), ("2001:db8::1", 200), ("192.0.2.1", 429)]
        )
            Assert.That(await StatusAsync(host, (AddressFromHeader.Name, address)), Is.EqualTo(expected), address);
    }

    [Test]
    public async Task A_key_has_a_budget_of_its_own_and_the_rest_share_their_addresss()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("2", ("API_KEY", Key)), AddressFromHeader.Add);
        // No credential and a bad one: one address.
        Assert.That(await StatusAsync(host), Is.EqualTo(401));
        Assert.That(await StatusAsync(host, ("X-API-Key", "wrong")), Is.EqualTo(401));
        Assert.That(await StatusAsync(host), Is.EqualTo(429));
        // The key, from wherever.
        Assert.That(await StatusAsync(host, ("X-API-Key", Key)), Is.EqualTo(200));
        Assert.That(await StatusAsync(host, ("Authorization", $"Bearer {Key}"), (AddressFromHeader.Name, "192.0.2.1")), Is.EqualTo(200));
        Assert.That(await StatusAsync(host, ("X-API-Key", Key), (AddressFromHeader.Name, "192.0.2.2")), Is.EqualTo(429));
    }

    [TestCase("100", "\"default\";r=79;t=60, \"failed-credentials\";r=0;t=60")]
    [TestCase("0", null)]
    public async Task The_twenty_first_failed_credential_is_refused_and_a_good_one_still_passes(string perMinute, string? left)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit(perMinute, ("API_KEY", Key)));
        Assert.That(await StatusAsync(host), Is.EqualTo(401)); // sent none: nothing has failed
        for (int i = 0; i < 20; i++)
            Assert.That(await StatusAsync(host, ("X-API-Key", $"guess {i}")), Is.EqualTo(401));

        using HttpResponseMessage refused = await GetAsync(host, ("X-API-Key", "guess 20"));
        await ErrorAnswer.AssertAsync(refused, 429, "RateLimited", "rate_limited");
        Assert.That(refused.Headers.RetryAfter?.Delta?.TotalSeconds, Is.EqualTo(60));
        Assert.That(Header(refused, "RateLimit"), Is.EqualTo(left));
        Assert.That(await StatusAsync(host, ("X-API-Key", Key)), Is.EqualTo(200));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await StatusAsync(host, ("X-API-Key", "guess 20")), Is.EqualTo(401));
    }

    [Test]
    public async Task A_preflight_is_not_counted_and_a_refusal_can_be_read_from_other_origins()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("1"));
        const string origin = "https://dash.example.com";
        for (int i = 0; i < 3; i++)
        {
            using var preflight = new HttpRequestMessage(HttpMethod.Options, Path);
            preflight.Headers.Add("Origin", origin);
            preflight.Headers.Add("Access-Control-Request-Method", "GET");
            using HttpResponseMessage response = await host.Client.SendAsync(preflight);
            Assert.That((int)response.StatusCode, Is.EqualTo(204));
        }
        Assert.That(await StatusAsync(host, ("Origin", origin)), Is.EqualTo(200));
        using HttpResponseMessage refused = await GetAsync(host, ("Origin", origin));
        Assert.That((int)refused.StatusCode, Is.EqualTo(429));
        Assert.That(Header(refused, "Access-Control-Allow-Origin"), Is.EqualTo("*"));
        Assert.That(
            Header(refused, "Access-Control-Expose-Headers")!.Split(','),
            Is.SupersetOf((string[])["RateLimit", "RateLimit-Policy", "Retry-After"])
        );
    }

    [Test]
    public async Task Zero_turns_the_limit_off_and_says_nothing()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Limit("0"));
        for (int i = 0; i < 200; i++)
        {
            using HttpResponseMessage response = await host.Client.GetAsync(Path);
            Assert.That(((int)response.StatusCode, Header(response, "RateLimit")), Is.EqualTo((200, (string?)null)));
        }
    }

    private static Dictionary<string, string> Limit(string perMinute, params (string Name, string Value)[] more) =>
        more.Append(("RATE_LIMIT_PER_MINUTE", perMinute)).ToDictionary();

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    private static async Task<int> StatusAsync(ApiHost host, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await GetAsync(host, headers);
        return (int)response.StatusCode;
    }

    private static async Task<HttpResponseMessage> GetAsync(ApiHost host, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        return await host.Client.SendAsync(request);
    }
}
