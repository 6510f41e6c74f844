using System.Net;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.OpenApi;

/// <summary>The documentation pages: everything they name is on this service.</summary>
internal sealed partial class PagesTests
{
    private SourceFolder _data = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(_data);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [TestCase("/docs")]
    [TestCase("/docs/")]
    [TestCase("/docs/index.html")]
    [TestCase("/redoc")]
    [TestCase("/redoc/")]
    [TestCase("/redoc/index.html")]
    public async Task A_page_answers_under_each_of_its_addresses(string address)
    {
        using HttpResponseMessage page = await _host.Client.GetAsync(address); // follows redirects
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(page.RequestMessage?.RequestUri?.AbsolutePath, Is.EqualTo($"/{address.Split('/')[1]}/index.html"));
    }

    [TestCase("/docs/index.html")]
    [TestCase("/redoc/index.html")]
    public async Task Every_address_on_a_page_is_of_this_service_and_answers(string address)
    {
        string html = await _host.Client.GetStringAsync(address);
        string[] addresses = [.. Address().Matches(html).Select(match => match.Groups["address"].Value)];
        Assert.That(addresses, Has.Some.EndsWith(".js").And.Some.EndsWith(".css"));
        foreach (string linked in addresses.Where(linked => !linked.StartsWith("data:", StringComparison.Ordinal)))
        {
            var target = new Uri(new Uri(_host.Client.BaseAddress!, address), linked);
            Assert.That(target.Authority, Is.EqualTo(_host.Client.BaseAddress!.Authority), linked);
            using HttpResponseMessage response = await _host.Client.GetAsync(target);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), linked);
        }
        Assert.That(Foreign().Matches(html).Select(match => match.Value), Is.Empty);
    }

    [TestCase("/docs/index.js")]
    [TestCase("/redoc/index.js")]
    public async Task A_pages_settings_name_the_document_here_and_nothing_elsewhere(string script)
    {
        string text = Comment().Replace(await _host.Client.GetStringAsync(script), "");
        Assert.That(text, Does.Contain("/openapi.json"));
        Assert.That(Foreign().Matches(text).Select(match => match.Value), Is.Empty);
    }

    [TestCase("/docs/index.html")]
    [TestCase("/redoc/index.html")]
    [TestCase("/docs/swagger-ui-bundle.js")]
    public async Task The_policy_lets_a_browser_fetch_nothing_from_elsewhere(string address)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(address);
        string[] policy = response.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries);
        Assert.Multiple(() =>
        {
            Assert.That(policy, Has.Member("default-src 'self'").And.Member("script-src 'self'").And.Member("connect-src 'self'"));
            Assert.That(policy, Has.Member("frame-ancestors 'none'"));
            foreach (string source in policy.SelectMany(directive => directive.Split(' ').Skip(1)))
                Assert.That(source, Is.AnyOf("'self'", "'none'", "'unsafe-inline'", "data:", "blob:"));
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo((string[])["nosniff"]));
        });
    }

    [Test]
    public async Task The_document_is_json_and_not_kept_by_proxies()
    {
        using HttpResponseMessage response = await _host.Client.GetAsync("/openapi.json");
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-cache, private"));
    }

    [GeneratedRegex("""\b(?:src|href|action|content)\s*=\s*["'](?<address>(?:[^"']*\.(?:js|css|png|json|html))|data:[^"']*)["']""")]
    private static partial Regex Address();

    [GeneratedRegex(@"/\*[\s\S]*?\*/|(?:^|\s)//\s.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>Any address with a host; a namespace of XML is a name.</summary>
    [GeneratedRegex("""(?:https?:)?//(?!www\.w3\.org)[a-z0-9-]+\.[a-z]{2,}[^\s"']*""")]
    private static partial Regex Foreign();
}
