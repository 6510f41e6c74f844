using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>Who saw which customer: one line for each request for persons' data, and none for others.</summary>
internal sealed partial class AccessLogTests
{
    private const string Address = "ada@example.com";

    /// <summary><c>printf %s ada@example.com | sha256sum</c></summary>
    private const string AddressHash = "sha256:b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72";

    private static IReadOnlyDictionary<string, string> OpenGate => FaultyRows.OpenGate;

    private KeyFileOfTests _keys = null!;
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private string _all = null!;
    private string _read = null!;

    /// <summary>C1 and C2 last bought more than 30 days ago and may become Gold: they are on both lists. A third one has an address as his id.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _keys = new KeyFileOfTests();
        _all = _keys.Add("crm", Scope.Read, Scope.Customers, Scope.Admin);
        _read = _keys.Add("dashboard", Scope.Read);
        _data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C2" }, new { customer_id = Address })
            .LoyaltyProgram(
                new
                {
                    customer_id = "C1",
                    loyalty_tier = "Bronze",
                    lifetime_value = 2500m,
                },
                new
                {
                    customer_id = "C2",
                    loyalty_tier = "Silver",
                    lifetime_value = 3000m,
                },
                new
                {
                    customer_id = "nobody",
                    loyalty_tier = "Silver",
                    lifetime_value = 1m,
                }
            )
            .Transactions(
                new { customer_id = "C1", transaction_date = "2026-03-01" },
                new { customer_id = "C2", transaction_date = "2026-03-01" },
                new { customer_id = "C1", total_amount = "1e3" },
                new { customer_id = "stranger " },
                new { customer_id = "eve@example.com" }
            );
        _host = await ApiHost.StartAsync(_data, new Dictionary<string, string>(_keys.Settings.Concat(OpenGate)));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
        _keys.Dispose();
    }

    private static IEnumerable<string> OfPersons() =>
        EndpointTable.All.Where(endpoint => endpoint.Scope == Scope.Customers).Select(endpoint => endpoint.Path);

    private static IEnumerable<TestCaseData> OfNobody() =>
        EndpointTable
            .All.Where(endpoint =>
                endpoint.Scope != Scope.Customers && !endpoint.Path.StartsWith("/admin/data-quality", StringComparison.Ordinal)
            )
            .Select(endpoint => new TestCaseData(endpoint.Method, endpoint.Path).SetArgDisplayNames($"{endpoint.Method}", endpoint.Path));

    [TestCaseSource(nameof(OfPersons))]
    public async Task Each_answer_that_names_persons_leaves_one_line_with_their_ids_cached_or_not(string path)
    {
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Get, HttpMethod.Head])
        {
            (JsonNode line, string body) = await LineOfAsync(method, path, _all);
            if (method == HttpMethod.Get)
            {
                JsonNode data = JsonNode.Parse(body)!["data"]!;
                JsonArray rows = data as JsonArray ?? [data.DeepClone()];
                Assert.That(Customers(line), Is.EqualTo(rows.Select(row => Logged((string)row!["customer_id"]!))).And.Contain("C1"));
                Assert.That((int)line["rows"]!, Is.EqualTo(rows.Count));
                Assert.That((string?)line["data_version"], Is.EqualTo((string?)JsonNode.Parse(body)!["meta"]!["data_version"]));
            }
            Assert.Multiple(() =>
            {
                Assert.That(Customers(line), Does.Contain("C1"));
                Assert.That((string?)line["method"], Is.EqualTo(method.Method));
                Assert.That(((string?)line["key_id"], (int?)line["status"]), Is.EqualTo(("crm", (int?)200)));
            });
        }
    }

    [TestCaseSource(nameof(OfNobody))]
    public async Task Whoever_asks_for_no_persons_leaves_none(HttpMethod method, string path)
    {
        int before = _host.AccessLog.Count;
        (await SendAsync(method, path, _all)).Dispose();
        (await SendAsync(method, path, _read)).Dispose();
        (await SendAsync(method, path + "?x=1", null)).Dispose();
        Assert.That(_host.AccessLog, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task A_line_says_who_asked_for_what_and_when()
    {
        (JsonNode line, _) = await LineOfAsync(HttpMethod.Get, "/marketing/churn-risk-customers?limit=1&min_lifetime_value=2600&_=7", _all);
        Assert.That((string?)line["trace_id"], Does.Match("^[0-9a-f]{32}$"));
        line["trace_id"] = "";
        line["data_version"] = "";
        Assert.That(
            line.ToJsonString(),
            Is.EqualTo(
                """{"timestamp":"2026-06-20T14:30:00.000Z","log":"access","key_id":"crm","address":"127.0.0.1","method":"GET","route":"""
                    + """
                    "/marketing/churn-risk-customers","parameters":{"min_lifetime_value":"2600","limit":"1"},"status":200,"data_version":
                    """
                    + """
                    "","rows":1,"customers":["C2"],"trace_id":""}
                    """
            )
        );
    }

    /// <summary>Rejected are the membership of nobody, a sale of C1 without a readable amount, and two sales of customers who are not there.</summary>
    [TestCase("/admin/data-quality")]
    [TestCase("/admin/data-quality/rejected-rows")]
    public async Task Cells_of_rejected_rows_are_persons_data_too(string path)
    {
        for (int i = 0; i < 2; i++)
        {
            (JsonNode line, _) = await LineOfAsync(HttpMethod.Get, path, _all);
            Assert.That(
                Customers(line),
                Is.EquivalentTo(
                    // printf %s eve@example.com | sha256sum
                    (string[])["nobody", "C1", "stranger", "sha256:d0574c4966d2c326193622feebc64991c5b59807ae68fa8255b26c79f4bf917a"]
                )
            );
            Assert.That((int)line["rows"]!, Is.EqualTo(4));
        }
    }

    [TestCase("/analytics/customer-profiles/C404", 404, "C404")]
    [TestCase("/analytics/customer-profiles?limit=0", 422, null)]
    [TestCase("/analytics/customer-profiles?x=1", 422, null)]
    public async Task What_is_not_there_or_not_right_leaves_a_line_without_ids(string path, int status, string? asked)
    {
        (JsonNode line, _) = await LineOfAsync(HttpMethod.Get, path, _all);
        Assert.That(((int)line["status"]!, (int)line["rows"]!, Customers(line).Length), Is.EqualTo((status, 0, 0)));
        Assert.That((string?)line["parameters"]!["customer_id"], Is.EqualTo(asked));
        Assert.That((string?)line["key_id"], Is.EqualTo("crm"));
    }

    [TestCase("/analytics/customer-profiles/C1")]
    [TestCase("/admin/data-quality/rejected-rows")]
    public async Task Who_is_refused_leaves_a_line_without_ids(string path)
    {
        (JsonNode stranger, _) = await LineOfAsync(HttpMethod.Get, path, null);
        (JsonNode unknown, _) = await LineOfAsync(HttpMethod.Get, path, "c360_" + new string('A', 43));
        (JsonNode lacking, _) = await LineOfAsync(HttpMethod.Head, path, _read);
        Assert.That(
            ((JsonNode[])[stranger, unknown, lacking]).Select(line =>
                $"{line["status"]} {line["key_id"] ?? "-"} {line["rows"]} {line["customers"]!.ToJsonString()} {line["method"]}"
            ),
            Is.EqualTo((string[])["401 - 0 [] GET", "401 - 0 [] GET", "403 dashboard 0 [] HEAD"])
        );
    }

    [Test]
    public async Task What_strangers_ask_for_is_left_out_so_that_they_cannot_fill_the_disk()
    {
        const string Path = "/analytics/customer-profiles?loyalty_tier=Gold";
        (JsonNode stranger, _) = await LineOfAsync(HttpMethod.Get, Path, null);
        (JsonNode lacking, _) = await LineOfAsync(HttpMethod.Get, Path, _read);
        Assert.That(stranger["parameters"]!.ToJsonString(), Is.EqualTo("{}"));
        Assert.That((string?)lacking["parameters"]!["loyalty_tier"], Is.EqualTo("Gold"));
    }

    [Test]
    public async Task No_key_and_no_address_is_in_it_whoever_sends_them()
    {
        await SendAllAsync(
            $"/analytics/customer-profiles/{Address}",
            "/analytics/customer-profiles/ada%40example.com",
            "/analytics/customer-profiles/eve@example.com",
            "/analytics/customer-profiles?loyalty_tier=eve@example.com",
            $"/analytics/customer-profiles?loyalty_tier={_all}",
            $"/analytics/customer-profiles/{_all}",
            $"/analytics/customer-profiles?api_key={_all}"
        );
        string log = string.Join('\n', _host.AccessLog);
        Assert.That(log, Does.Not.Contain("example.com").And.Not.Contain(_all[5..]).And.Not.Contain(_read[5..]));
        Assert.That(log, Does.Contain(AddressHash).And.Contain("[e-mail]").And.Contain("[key]"));
    }

    [Test]
    public async Task Requests_at_the_same_time_do_not_mix_their_lines()
    {
        const int Requests = 300;
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Requests),
            async (i, _) => (await SendAsync(HttpMethod.Get, $"/analytics/customer-profiles?min_lifetime_value=0.{i:000}", _all)).Dispose()
        );
        Assert.That(
            _host
                .AccessLog.Select(line => (string?)JsonNode.Parse(line)!["parameters"]!["min_lifetime_value"])
                .Where(value => value?.StartsWith("0.", StringComparison.Ordinal) == true),
            Is.EquivalentTo(Enumerable.Range(1, Requests).Select(i => $"0.{i:000}"))
        );
    }

    [Test]
    public async Task Who_is_over_the_limit_leaves_none()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            new Dictionary<string, string>(OpenGate) { ["RATE_LIMIT_PER_MINUTE"] = "1" }
        );
        using HttpResponseMessage first = await host.Client.GetAsync("/analytics/customer-profiles/C1");
        using HttpResponseMessage second = await host.Client.GetAsync("/analytics/customer-profiles/C1");
        Assert.That(((int)first.StatusCode, (int)second.StatusCode), Is.EqualTo((200, 429)));
        // While access is open, the address is all that is known.
        JsonNode line = JsonNode.Parse(host.AccessLog.Single())!;
        Assert.That(((string?)line["key_id"], (string?)line["address"]), Is.EqualTo(((string?)null, "127.0.0.1")));
        Assert.That(Customers(line), Is.EqualTo((string[])["C1"]));
    }

    [Test]
    public async Task Without_its_line_there_is_no_answer()
    {
        string folder = Directory.CreateTempSubdirectory("c360-access-").FullName;
        string gone = folder + ".gone";
        var settings = new Dictionary<string, string>(OpenGate) { ["ACCESS_LOG"] = Path.Combine(folder, "access.ndjson") };
        await using ApiHost host = await ApiHost.StartAsync(_data, settings);
        (int before, _) = await host.TryGetAsync("/analytics/customer-profiles/C1");
        Directory.Move(folder, gone);
        foreach (
            string path in (string[])
                ["/analytics/customer-profiles/C1", "/analytics/customer-profiles", "/analytics/customer-profiles/C404"]
        )
        {
            (int status, JsonNode body) = await host.TryGetAsync(path);
            Assert.That((status, (string?)body["error_type"]), Is.EqualTo((500, "InternalError")));
            Assert.That(body.ToJsonString(), Does.Not.Contain("C1").And.Not.Contain("access"));
        }
        Assert.That((await host.TryGetAsync("/finance/revenue-analysis")).Status, Is.EqualTo(200));
        Directory.Move(gone, folder);
        (int after, _) = await host.TryGetAsync("/analytics/customer-profiles/C1");
        Assert.That((before, after), Is.EqualTo((200, 200)));
        Assert.That(await File.ReadAllLinesAsync(settings["ACCESS_LOG"]), Has.Length.EqualTo(2));
        await TempFolder.RemoveAsync(folder);
    }

    private static string Logged(string id) => id == Address ? AddressHash : id;

    private static string[] Customers(JsonNode line) => [.. line["customers"]!.AsArray().Select(id => (string)id!)];

    private async Task SendAllAsync(params string[] paths)
    {
        foreach (string path in paths)
            (await SendAsync(HttpMethod.Get, path, _all)).Dispose();
    }

    /// <summary>Sends a request and expects it to leave one line.</summary>
    private async Task<(JsonNode Line, string Body)> LineOfAsync(HttpMethod method, string path, string? key)
    {
        int before = _host.AccessLog.Count;
        using HttpResponseMessage response = await SendAsync(method, path, key);
        string body = await response.Content.ReadAsStringAsync();
        IReadOnlyList<string> lines = _host.AccessLog;
        Assert.That(lines, Has.Count.EqualTo(before + 1), path);
        JsonNode line = JsonNode.Parse(lines[^1])!;
        string route = (string)line["route"]!;
        Assert.That(path, Does.Match($"^{Place().Replace(route, "[^/?]+")}([?]|$)"));
        Assert.That((int)line["status"]!, Is.EqualTo((int)response.StatusCode));
        return (line, body);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.Add("X-API-Key", key);
        return await _host.Client.SendAsync(request);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
