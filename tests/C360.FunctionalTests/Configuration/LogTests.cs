using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>The real log and the real server: what only the executable shows.</summary>
internal sealed class LogTests
{
    private string _folder = null!;
    private SourceFolder _data = null!;
    private RealService _service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("c360-log-").FullName;
        _data = new SourceFolder().Customers(new { customer_id = "C1", email = "ada@example.com" }, new { customer_id = "A/B" });
        _service = await RealService.StartAsync(_folder, ("C360_DATA_PATH", _data.Path), ("C360_AS_OF", "2026-06-20"));
        await UntilAsync("/health/ready", 200);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_requests_line_says_what_was_asked_and_what_it_took()
    {
        using HttpResponseMessage response = await _service.Client.GetAsync(
            "/marketing/churn-risk-customers?limit=7&min_lifetime_value=5000"
        );
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        JsonNode line = Line("/marketing/churn-risk-customers");
        Assert.Multiple(() =>
        {
            Assert.That((string?)line["level"], Is.EqualTo("INFO"));
            Assert.That((string?)line["message"], Is.EqualTo("GET /marketing/churn-risk-customers 200"));
            Assert.That((string?)line["method"], Is.EqualTo("GET"));
            Assert.That(line["parameters"]!.ToJsonString(), Is.EqualTo("""{"min_lifetime_value":"5000","limit":"7"}"""));
            Assert.That((int?)line["status"], Is.EqualTo(200));
            Assert.That((double?)line["duration_ms"], Is.GreaterThan(0));
            Assert.That((int?)line["bytes"], Is.EqualTo(body.Length));
            Assert.That((int?)line["rows"], Is.EqualTo(0));
            Assert.That((string?)line["cache"], Is.EqualTo("miss"));
            Assert.That((double?)line["engine_ms"], Is.GreaterThan(0).And.LessThanOrEqualTo((double)line["duration_ms"]!));
            Assert.That((string?)line["data_version"], Is.EqualTo((string?)JsonNode.Parse(body)!["meta"]!["data_version"]));
            Assert.That((string?)line["trace_id"], Does.Match("^[0-9a-f]{32}$"));
        });
        using HttpResponseMessage again = await _service.Client.GetAsync("/marketing/churn-risk-customers?limit=7&min_lifetime_value=5000");
        Assert.That(again.IsSuccessStatusCode, Is.True);
        line = Line("/marketing/churn-risk-customers", lines: 2);
        Assert.That(((string?)line["cache"], line["engine_ms"]), Is.EqualTo(("hit", (JsonNode?)null)));
    }

    [Test]
    public async Task The_line_of_what_the_client_has_already_has_no_rows()
    {
        const string path = "/analytics/customer-profiles?limit=31";
        using HttpResponseMessage first = await _service.Client.GetAsync(path);
        string tag = first.Headers.GetValues("ETag").Single();
        int lines = 0;
        // Decided before the rows were looked up, and after: nothing was sent either way.
        foreach ((string held, string cache) in ((string, string)[])[(tag, "not_modified"), ("*", "hit")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", held);
            using HttpResponseMessage unchanged = await _service.Client.SendAsync(request);
            JsonNode line = Line("/analytics/customer-profiles", lines: ++lines, status: "304");
            Assert.That((string?)line["cache"], Is.EqualTo(cache));
            Assert.That((line["rows"], line["bytes"], line["engine_ms"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null, (JsonNode?)null)));
            Assert.That(line["data_version"], Is.Not.Null);
        }
    }

    [TestCase("/docs/index.html", "/docs")]
    [TestCase("/openapi.json", "/openapi.json")]
    [TestCase("/", "/")]
    [TestCase("/dashboard/app.js", "/dashboard")]
    [TestCase("/no/such?page=1", "-")]
    public async Task A_line_names_a_page_and_nothing_that_is_not_there(string path, string route)
    {
        (await _service.Client.GetAsync(path)).Dispose();
        Assert.That((string?)Line(route)["route"], Is.EqualTo(route));
    }

    [Test]
    public async Task An_errors_trace_is_that_of_its_line_and_unknown_values_stay_out()
    {
        using HttpResponseMessage response = await _service.Client.GetAsync("/product/cross-sell-opportunities?limit=x&secret=hunter2");
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        JsonNode line = Line("/product/cross-sell-opportunities");
        Assert.That((string?)line["trace_id"], Is.EqualTo((string?)body["error_details"]!["trace_id"]));
        Assert.That((int?)line["status"], Is.EqualTo(422));
        Assert.That(line["parameters"]!.ToJsonString(), Is.EqualTo("""{"limit":"x"}"""));
        Assert.That(string.Join('\n', _service.Lines), Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task No_e_mail_address_is_in_the_log_whoever_asks_for_it()
    {
        foreach (
            string path in (string[])
                [
                    "/analytics/customer-profiles/ada@example.com",
                    "/analytics/customer-profiles/ada%40example.com",
                    "/analytics/customer-profiles?loyalty_tier=ada@example.com",
                ]
        )
            (await _service.Client.GetAsync(path)).Dispose();
        Line("/analytics/customer-profiles");
        Assert.That(
            string.Join('\n', _service.Lines),
            Does.Contain("[e-mail]").And.Not.Contain("@example.com").And.Not.Contain("%40example")
        );
    }

    [Test]
    public async Task A_refresh_leaves_its_start_its_stages_and_its_outcome()
    {
        await using RealService service = await RealService.StartAsync(
            Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName,
            ("C360_DATA_PATH", _data.Path),
            ("C360_AS_OF", "2026-06-20")
        );
        Assert.That(() => service.Lines, Has.Some.Contains("\"outcome\":\"succeeded\"").After(60_000, 50));
        JsonNode[] lines = [.. service.Lines.Select(line => JsonNode.Parse(line)!)];
        string id = (string)lines.First(line => line["trigger"] is not null)["refresh_id"]!;
        JsonNode outcome = lines.Single(line => line["outcome"] is not null);
        Assert.Multiple(() =>
        {
            Assert.That((string?)outcome["refresh_id"], Is.EqualTo(id));
            Assert.That((double?)outcome["seconds"], Is.GreaterThan(0));
            Assert.That((string?)outcome["data_version"], Does.Match("^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}$"));
            string[] stages = [.. lines.Where(line => line["milliseconds"] is not null).Select(line => (string)line["stage"]!)];
            Assert.That(
                stages,
                Has.Member("reading customer/customers").And.Member("model customer_analytics_c360").And.Member("publishing")
            );
            JsonNode read = lines.Single(line => (string?)line["stage"] == "reading customer/customers");
            Assert.That(((int?)read["rows"], (string?)read["refresh_id"]), Is.EqualTo(((int?)2, id)));
            Assert.That((string?)lines.First(line => line["trigger"] is not null)["trigger"], Is.EqualTo("start"));
            Assert.That(lines.Where(line => line["stage"] is not null).Select(line => (string?)line["refresh_id"]), Is.All.EqualTo(id));
            JsonNode customers = lines.Single(line => (string?)line["source"] == "customer/customers");
            Assert.That(((int?)customers["rows"], (int?)customers["rejected"]), Is.EqualTo(((int?)2, (int?)0)));
        });
    }

    [Test]
    public async Task A_failure_is_in_the_log_with_type_and_stack_trace()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "failing")).FullName;
        using var empty = new SourceFolder();
        await using RealService service = await RealService.StartAsync(folder, ("C360_DATA_PATH", empty.Path));
        Assert.That(() => service.Lines, Has.Some.Contains("\"outcome\":\"failed\"").After(60_000, 50));
        JsonNode line = service.Lines.Select(line => JsonNode.Parse(line)!).First(line => line["exception"] is not null);
        Assert.That((string?)line["level"], Is.EqualTo("ERROR"));
        Assert.That(
            (string?)line["exception"],
            Does.StartWith("C360.Domain.Refreshing.RefreshFailedException: ").And.Contain("   at C360.")
        );
    }

    [Test]
    public void Every_line_is_one_object_and_open_access_is_warned_of_once()
    {
        JsonNode[] lines = [.. _service.Lines.Select(line => JsonNode.Parse(line)!)];
        Assert.That(lines, Has.All.InstanceOf<JsonObject>());
        Assert.That(
            lines.Where(line => (string?)line["level"] == "WARNING").Select(line => (string?)line["message"]),
            Is.EqualTo(
                (string[])
                    [
                        $"Access is open: whoever reaches {_service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)} may read all data and start refreshes",
                    ]
            )
        );
    }

    [Test]
    public async Task Head_is_get_without_the_body_and_the_server_does_not_say_its_name()
    {
        using HttpResponseMessage get = await _service.Client.GetAsync("/health/live");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/health/live");
        using HttpResponseMessage head = await _service.Client.SendAsync(request);
        Assert.Multiple(async () =>
        {
            Assert.That((int)head.StatusCode, Is.EqualTo(200));
            Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(get.Content.Headers.ContentLength));
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That(get.Headers.Server, Is.Empty);
        });
        Assert.That((string?)Line("/health/live", "HEAD")["message"], Is.EqualTo("HEAD /health/live 200"));
    }

    [Test]
    public async Task A_customers_id_is_one_encoded_segment_of_the_raw_address()
    {
        using HttpResponseMessage encoded = await _service.Client.GetAsync("/analytics/customer-profiles/A%2FB");
        Assert.That((int)encoded.StatusCode, Is.EqualTo(200));
        using HttpResponseMessage twice = await _service.Client.GetAsync("/analytics/customer-profiles/A%252FB");
        Assert.That((int)twice.StatusCode, Is.EqualTo(404));
        // As it stands: the client would take the dot out.
        var asItStands = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var dotted = new Uri(new Uri(_service.Client.BaseAddress!, "/analytics/customer-profiles/C1/").AbsoluteUri + ".", asItStands);
        using HttpResponseMessage dot = await _service.Client.GetAsync(dotted);
        Assert.That((int)dot.StatusCode, Is.EqualTo(200));
    }

    [TestCase(8 * 1024 + 1, 414)]
    [TestCase(8 * 1024, 422)] // short enough to be told that it is unknown
    public async Task A_long_query_string_is_refused_in_the_envelope(int length, int status)
    {
        using HttpResponseMessage response = await _service.Client.GetAsync("/finance/revenue-analysis?" + new string('x', length));
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.That(((int)response.StatusCode, (int?)body["error_details"]!["status_code"]), Is.EqualTo((status, (int?)status)));
    }

    /// <summary>A line is written when the answer has gone out: it may come after it.</summary>
    private JsonNode Line(string route, string method = "GET", int lines = 1, string status = "")
    {
        string said = $"\"message\":\"{method} {route} {status}";
        Assert.That(
            () => _service.Lines.Count(line => line.Contains(said, StringComparison.Ordinal)),
            Is.GreaterThanOrEqualTo(lines).After(10_000, 10)
        );
        return JsonNode.Parse(_service.Lines.Last(line => line.Contains(said, StringComparison.Ordinal)))!;
    }

    private async Task UntilAsync(string path, int status)
    {
        for (int i = 0; i < 600; i++)
        {
            using HttpResponseMessage response = await _service.Client.GetAsync(path);
            if ((int)response.StatusCode == status)
                return;
            await Task.Delay(100);
        }
        Assert.Fail($"{path} does not become {status}");
    }
}
