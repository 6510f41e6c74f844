using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Dashboard;

/// <summary>The dashboard as it is served; what it does in a browser is in the browser's tests.</summary>
internal sealed partial class DashboardPagesTests
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

    [TestCase("/", "text/html; charset=utf-8")]
    [TestCase("/dashboard/dashboard.css", "text/css; charset=utf-8")]
    [TestCase("/dashboard/app.js", "text/javascript; charset=utf-8")]
    [TestCase("/dashboard/icon.svg", "image/svg+xml")]
    public async Task A_part_has_its_type_and_a_browser_fetches_it_again_only_when_it_has_changed(string address, string type)
    {
        using HttpResponseMessage first = await _host.Client.GetAsync(address);
        using HttpResponseMessage again = await SendAsync(HttpMethod.Get, address, first.Headers.ETag!);
        using HttpResponseMessage changed = await SendAsync(HttpMethod.Get, address, new EntityTagHeaderValue("\"another\""));
        Assert.Multiple(() =>
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(first.Content.Headers.ContentType?.ToString(), Is.EqualTo(type));
            Assert.That(first.Headers.ETag!.IsWeak, Is.False);
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(again.Headers.ETag, Is.EqualTo(first.Headers.ETag));
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [TestCase("/")]
    [TestCase("/dashboard/app.js")]
    public async Task Head_says_what_get_would(string address)
    {
        using HttpResponseMessage got = await _host.Client.GetAsync(address);
        using HttpResponseMessage head = await _host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(got.Content.Headers.ContentLength).And.GreaterThan(0));
        Assert.That(head.Headers.ETag, Is.EqualTo(got.Headers.ETag));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task The_policy_allows_the_pages_own_parts_and_nothing_in_line()
    {
        using HttpResponseMessage page = await _host.Client.GetAsync("/");
        Assert.That(
            page.Headers.GetValues("Content-Security-Policy").Single(),
            Is.EqualTo(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
        );
        string html = await page.Content.ReadAsStringAsync();
        Assert.That(InLine().Matches(html).Select(match => match.Value), Is.Empty);
    }

    /// <summary>Modules name each other; the page names the first ones. The queries are a list of the API, which the page links.</summary>
    [Test]
    public async Task Every_part_that_is_named_is_there_and_none_has_another_host()
    {
        var known = new HashSet<string>();
        var open = new Queue<string>(["/"]);
        while (open.TryDequeue(out string? address))
        {
            string text = await _host.Client.GetStringAsync(address);
            Assert.That(Foreign().Matches(text).Select(match => match.Value), Is.Empty, address);
            foreach (string name in Part().Matches(text).Select(match => match.Groups["name"].Value))
                if (known.Add(name))
                    open.Enqueue($"/dashboard/{name}");
        }
        Assert.That(known, Does.Contain("app.js").And.Contain("charts.js").And.Contain("cards.css").And.Contain("icon.svg"));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, EntityTagHeaderValue known)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.IfNoneMatch.Add(known);
        return _host.Client.SendAsync(request);
    }

    [GeneratedRegex("""(?:"dashboard/|'\./)(?<name>[a-z]+\.[a-z]+)["']""")]
    private static partial Regex Part();

    [GeneratedRegex("""<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:""")]
    private static partial Regex InLine();

    /// <summary>Any address with a host; a namespace of XML is a name.</summary>
    [GeneratedRegex("""https?://(?!www\.w3\.org)\S+""")]
    private static partial Regex Foreign();
}
