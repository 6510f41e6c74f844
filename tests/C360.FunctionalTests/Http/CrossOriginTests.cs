using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>Dashboards in browsers, on pages of other origins.</summary>
internal sealed class CrossOriginTests
{
    private const string Ours = "https://dash.example.com";

    [Test]
    public async Task In_development_every_origin_may_read_answers_and_errors()
    {
        await WithHostAsync(
            null,
            async host =>
            {
                foreach (string path in (string[])["/finance/revenue-analysis", "/finance/revenue-analysis?x=1", "/nowhere"])
                {
                    using HttpResponseMessage response = await SendAsync(host, HttpMethod.Get, path, "https://any.example");
                    Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])["*"]), path);
                    Assert.That(
                        response.Headers.GetValues("Access-Control-Expose-Headers").Single(),
                        Is.EqualTo(
                            "Location,Retry-After,Age,ETag,Content-Disposition,RateLimit,RateLimit-Policy,C360-Data-Version,C360-As-Of,"
                                + "C360-Refreshed-At,C360-Stale,C360-Truncated,C360-Sample"
                        ),
                        path
                    );
                }
            }
        );
    }

    [TestCase(Ours, true)]
    [TestCase("https://dash.example.com.evil.example", false)]
    [TestCase("http://dash.example.com", false)]
    public async Task Named_origins_only_may_read(string origin, bool allowed) =>
        await WithHostAsync(
            $"{Ours}, https://other.example",
            async host =>
            {
                using HttpResponseMessage response = await SendAsync(host, HttpMethod.Get, "/finance/revenue-analysis", origin);
                Assert.That(
                    response.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? origins)
                        ? origins.Single()
                        : null,
                    Is.EqualTo(allowed ? origin : null)
                );
            }
        );

    [Test]
    public async Task A_preflight_is_answered_with_the_methods_there_are() =>
        await WithHostAsync(
            Ours,
            async host =>
            {
                using HttpResponseMessage response = await SendAsync(
                    host,
                    HttpMethod.Options,
                    "/admin/refresh-data",
                    Ours,
                    ("Access-Control-Request-Method", "POST"),
                    ("Access-Control-Request-Headers", "x-request-id")
                );
                Assert.Multiple(() =>
                {
                    Assert.That((int)response.StatusCode, Is.EqualTo(204));
                    Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])[Ours]));
                    Assert.That(response.Headers.GetValues("Access-Control-Allow-Methods"), Is.EqualTo((string[])["GET,POST"]));
                    Assert.That(response.Headers.GetValues("Access-Control-Allow-Headers"), Is.EqualTo((string[])["x-request-id"]));
                });
            }
        );

    private static async Task WithHostAsync(string? origins, Func<ApiHost, Task> test)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        var settings = new Dictionary<string, string>();
        if (origins is not null)
            settings["CORS_ORIGINS"] = origins;
        await using ApiHost host = await ApiHost.StartAsync(data, settings);
        await test(host);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        ApiHost host,
        HttpMethod method,
        string path,
        string origin,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        return await host.Client.SendAsync(request);
    }
}
