using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>What every answer carries, whatever it is.</summary>
internal sealed class ResponseHeadersTests
{
    private static readonly string[] Pages = ["/docs", "/redoc", "/dashboard"];
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

    [TestCase("GET", "/finance/revenue-analysis", 200)]
    [TestCase("HEAD", "/finance/revenue-analysis", 200)]
    [TestCase("GET", "/finance/revenue-analysis?x=1", 422)]
    [TestCase("DELETE", "/finance/revenue-analysis", 405)]
    [TestCase("GET", "/analytics/customer-profiles/C2", 404)]
    [TestCase("GET", "/nowhere", 404)]
    [TestCase("GET", "/health", 200)]
    [TestCase("GET", "/openapi.json", 200)]
    [TestCase("GET", "/docs", 301)]
    [TestCase("GET", "/docs/index.html", 200)]
    [TestCase("GET", "/docs/swagger-ui.css", 200)]
    [TestCase("GET", "/docs/swagger-ui.css", 304)]
    [TestCase("GET", "/docs/nowhere", 404)]
    [TestCase("GET", "/redoc/index.html", 200)]
    [TestCase("GET", "/redoc/redoc.standalone.js", 200)]
    [TestCase("GET", "/", 200)]
    [TestCase("HEAD", "/", 200)]
    [TestCase("POST", "/", 405)]
    [TestCase("GET", "/dashboard/app.js", 200)]
    [TestCase("GET", "/dashboard/app.js", 304)]
    [TestCase("GET", "/dashboard/nowhere", 404)]
    public async Task Nobody_guesses_its_type_or_keeps_it_and_nothing_says_what_serves_it(string method, string path, int status)
    {
        string start = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n";
        string known = status == 304 ? $"If-None-Match: {(await RawClient.SendAsync(_host, $"{start}\r\n")).Headers["ETag"]}\r\n" : "";
        RawAnswer answer = await RawClient.SendAsync(_host, $"{start}{known}\r\n");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            Assert.That(answer.Headers.GetValueOrDefault("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(answer.Headers.GetValueOrDefault("Cache-Control"), Is.EqualTo("private, no-cache"));
            Assert.That(answer.Headers.Keys, Has.None.AnyOf("Server", "X-Powered-By"));
            bool page = path == "/" || Array.Exists(Pages, each => path.StartsWith(each, StringComparison.Ordinal));
            Assert.That(answer.Headers.ContainsKey("Content-Security-Policy"), Is.EqualTo(page));
            Assert.That(answer.Headers.GetValueOrDefault("Referrer-Policy"), Is.EqualTo(page ? "no-referrer" : null));
        });
    }
}
