using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>What is too large, over the wire: refused in the envelope, and far beyond that by the server itself.</summary>
internal sealed class RequestSizeTests
{
    private const int Kilobyte = 1024;
    private SourceFolder _data = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(_data, new Dictionary<string, string> { ["RATE_LIMIT_PER_MINUTE"] = "1000" });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [TestCase(8 * Kilobyte, 422)] // short enough to be told that it is unknown
    [TestCase(8 * Kilobyte + 1, 414)]
    [TestCase(30 * Kilobyte, 414)]
    public async Task A_query_string_has_at_most_eight_kilobytes(int length, int status) =>
        await AssertAsync($"GET /finance/revenue-analysis?{new string('x', length)} HTTP/1.1\r\nHost: localhost\r\n\r\n", status);

    [TestCase(8 * Kilobyte, 404)]
    [TestCase(8 * Kilobyte + 1, 414)]
    public async Task So_has_a_path(int length, int status)
    {
        const string start = "/analytics/customer-profiles/";
        await AssertAsync($"GET {start}{new string('x', length - start.Length)} HTTP/1.1\r\nHost: localhost\r\n\r\n", status);
    }

    [TestCase(32 * Kilobyte, 431)]
    [TestCase(30 * Kilobyte, 200)]
    public async Task Headers_have_at_most_thirty_two_kilobytes(int length, int status)
    {
        string header = $"X-Large: {new string('x', length)}";
        await AssertAsync($"GET /finance/revenue-analysis HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n", status);
    }

    [TestCase("POST /admin/refresh-data", 64 * Kilobyte, 415)] // no address reads one
    [TestCase("POST /admin/refresh-data", 64 * Kilobyte + 1, 413)]
    [TestCase("GET /finance/revenue-analysis", 64 * Kilobyte + 1, 413)]
    [TestCase("POST /nowhere", 64 * Kilobyte + 1, 413)]
    [TestCase("POST /admin/refresh-data", long.MaxValue, 413)]
    public async Task A_body_is_refused_by_the_length_it_says_before_it_is_sent(string line, long length, int status) =>
        await AssertAsync($"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n", status);

    [Test]
    public async Task A_body_that_does_not_say_its_length_is_refused_unread() =>
        await AssertAsync(
            "POST /admin/refresh-data HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n"
                + new string('x', 0x20000),
            415
        );

    [TestCase(40 * Kilobyte, 0, 414)]
    [TestCase(0, 80 * Kilobyte, 431)]
    public async Task Far_beyond_the_server_refuses_by_itself(int query, int header, int status)
    {
        RawAnswer answer = await RawClient.SendAsync(
            _host,
            $"GET /health?_={new string('x', query)} HTTP/1.1\r\nHost: localhost\r\nX-Large: {new string('x', header)}\r\n\r\n"
        );
        Assert.That((answer.Status, answer.IsOfTheServer), Is.EqualTo((status, true)));
    }

    private async Task AssertAsync(string request, int status)
    {
        RawAnswer answer = await RawClient.SendAsync(_host, request);
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.Headers.Keys, Is.SupersetOf((string[])["RateLimit", "RateLimit-Policy"]));
        if (status >= 400)
            Assert.That((int?)JsonNode.Parse(answer.Body)!["error_details"]!["status_code"], Is.EqualTo(status));
    }
}
