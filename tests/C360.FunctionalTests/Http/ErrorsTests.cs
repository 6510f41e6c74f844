using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>What HTTP itself has words for: addresses, methods, media types, sizes.</summary>
internal sealed class ErrorsTests
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

    [TestCase("/nowhere", "route_not_found")]
    [TestCase("/dashboard", "route_not_found")]
    [TestCase("/dashboard/nothing.js", "route_not_found")]
    [TestCase("/dashboard/index.html", "route_not_found")]
    [TestCase("/marketing", "route_not_found")]
    [TestCase("/marketing/churn-risk", "route_not_found")]
    [TestCase("/docs/nothing.js", "route_not_found")]
    [TestCase("/analytics/customer-profiles/C2", "customer_not_found")]
    [TestCase("/analytics/customer-profiles/c1", "customer_not_found")]
    [TestCase("/analytics/customer-profiles/C1%2F", "customer_not_found")]
    [TestCase("/admin/refreshes/000000000000", "refresh_not_found")]
    [TestCase("/admin/refreshes/..%2Fsnapshots", "refresh_not_found")]
    public async Task What_is_not_there_is_not_found(string path, string code)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(path);
        await ErrorAnswer.AssertAsync(response, 404, "NotFound", code);
    }

    [Test]
    public async Task A_missing_customer_has_the_contracts_message()
    {
        (_, JsonNode body) = await _host.TryGetAsync("/analytics/customer-profiles/C2");
        Assert.That((string?)body["error_message"], Is.EqualTo("Customer not found"));
    }

    [TestCase("POST", "/marketing/churn-risk-customers", "GET")]
    [TestCase("DELETE", "/analytics/customer-profiles/C1", "GET")]
    [TestCase("PUT", "/health", "GET")]
    [TestCase("GET", "/admin/refresh-data", "POST")]
    [TestCase("OPTIONS", "/admin/metrics", "GET")]
    [TestCase("POST", "/", "GET")]
    [TestCase("DELETE", "/dashboard/app.js", "GET")]
    public async Task Another_method_is_refused_and_the_right_one_named(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await _host.Client.SendAsync(request);
        await ErrorAnswer.AssertAsync(response, 405, "MethodNotAllowed", "method_not_allowed");
        Assert.That(response.Content.Headers.Allow, Is.EqualTo((string[])[allowed]));
    }

    [Test]
    public async Task A_refused_format_starts_no_refresh()
    {
        string? before = (string?)(await _host.GetAsync("/health"))["data_version"];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/refresh-data?force_refresh=true");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using HttpResponseMessage response = await _host.Client.SendAsync(request);
        await ErrorAnswer.AssertAsync(response, 406, "NotAcceptable", "not_acceptable");
        await _host.RefreshedAsync();
        Assert.That((string?)(await _host.GetAsync("/health"))["data_version"], Is.EqualTo(before));
    }

    [TestCase("application/json", "{\"force_refresh\":true}")]
    [TestCase("application/x-www-form-urlencoded", "force_refresh=true")]
    public async Task A_body_is_refused_because_nobody_would_read_it(string type, string text)
    {
        using var body = new StringContent(text, MediaTypeHeaderValue.Parse(type));
        using HttpResponseMessage response = await _host.Client.PostAsync("/admin/refresh-data", body);
        JsonNode answer = await ErrorAnswer.AssertAsync(response, 415, "UnsupportedMediaType", "unsupported_media_type");
        Assert.That((string?)answer["error_message"], Does.Contain("query string"));
    }

    [Test]
    public async Task A_large_body_is_too_large()
    {
        using var body = new ByteArrayContent(new byte[64 * 1024 + 1]);
        using HttpResponseMessage response = await _host.Client.PostAsync("/admin/refresh-data", body);
        await ErrorAnswer.AssertAsync(response, 413, "PayloadTooLarge", "payload_too_large");
    }

    [TestCase(8 * 1024, ExpectedResult = 200)]
    [TestCase(8 * 1024 + 1, ExpectedResult = 414)]
    public async Task<int> A_query_string_has_at_most_eight_kilobytes(int length)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync("/health/live?_=" + new string('x', length - 2));
        if ((int)response.StatusCode != 200)
            await ErrorAnswer.AssertAsync(response, 414, "UriTooLong", "uri_too_long");
        return (int)response.StatusCode;
    }
}
