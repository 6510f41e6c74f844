using System.Text.Json.Nodes;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>The log of the executable says whose key it was, and never the key, wherever a client puts it.</summary>
internal sealed class KeyLogTests
{
    /// <summary>A key that has no form by which it could be known.</summary>
    private const string Chosen = "an old favourite, of \"32\" characters & more";

    /// <summary>What is sent to Spark with every call.</summary>
    private const string Token = "dapi-of-spark-0123";
    private const string Cluster = "0123-of-spark";

    private string _folder = null!;
    private SourceFolder _data = null!;
    private KeyFileOfTests _keys = null!;
    private string _key = null!;
    private RealService _service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("c360-log-").FullName;
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _keys = new KeyFileOfTests();
        _key = _keys.Add("crm", Scope.Read, Scope.Customers);
        _service = await RealService.StartAsync(
            _folder,
            ("C360_DATA_PATH", _data.Path),
            ("API_KEYS_FILE", _keys.Path),
            ("API_KEY", Chosen),
            ("SPARK_REMOTE", $"sc://spark/;token={Token};x-cluster={Cluster}"),
            ("SECRET_KEY", KeyFileOfTests.Secret)
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        _data.Dispose();
        _keys.Dispose();
        await TempFolder.RemoveAsync(_folder);
    }

    [Test]
    public async Task A_requests_line_carries_the_id_of_its_key()
    {
        await SendAsync("/finance/revenue-analysis?x=1", ("X-API-Key", _key));
        Assert.That((string?)Line("GET /finance/revenue-analysis 422")["key_id"], Is.EqualTo("crm"));
        await SendAsync("/marketing/customer-segmentation?x=1");
        Assert.That(Line("GET /marketing/customer-segmentation 401")["key_id"], Is.Null);
    }

    [Test]
    public async Task Who_is_refused_with_a_key_is_a_warning()
    {
        await SendAsync("/finance/rfm-segmentation", ("X-API-Key", "hunter2hunter2hunter2"));
        JsonNode bad = Line("/finance/rfm-segmentation refused to 127.0.0.1: credential_unknown");
        Assert.That(((string?)bad["level"], (string?)bad["address"]), Is.EqualTo(("WARNING", "127.0.0.1")));
        await SendAsync("/admin/metrics", ("Authorization", $"Bearer {_key}"));
        JsonNode lacking = Line("/admin/metrics refused to crm: the key lacks the scope admin");
        Assert.That(((string?)lacking["level"], (string?)lacking["key_id"]), Is.EqualTo(("WARNING", "crm")));
        // Nothing was tried there.
        await SendAsync("/product/category-insights");
        Line("GET /product/category-insights 401");
        Assert.That(_service.Lines, Has.None.Contains("/product/category-insights refused"));
    }

    [Test]
    public async Task A_key_that_somebody_chose_is_nowhere_either()
    {
        string escaped = Uri.EscapeDataString(Chosen);
        await SendAsync($"/analytics/customer-profiles?loyalty_tier={escaped}", ("X-API-Key", Chosen));
        await SendAsync($"/analytics/customer-profiles/{escaped}", ("X-API-Key", Chosen));
        await SendAsync($"/{escaped}/{escaped}", ("X-API-Key", Chosen));
        await SendAsync("/finance/customer-lifetime-value?x=1", ("X-API-Key", Chosen));
        Line("GET /finance/customer-lifetime-value 422");

        Assert.That(_service.Lines, Has.None.Contains("favourite").And.None.Contains(KeyFileOfTests.Secret));
        Assert.That(_service.Lines, Has.Some.Contains("\"loyalty_tier\":\"[key]\""));
    }

    [Test]
    public async Task What_is_sent_to_spark_is_nowhere_either()
    {
        await SendAsync($"/analytics/customer-profiles?customer_status={Token}&customer_segment={Cluster}", ("X-API-Key", _key));
        await SendAsync("/finance/rfm-segmentation?x=1", ("X-API-Key", _key));
        Line("GET /finance/rfm-segmentation 422");
        Assert.That(_service.Lines, Has.None.Contains("of-spark"));
        Assert.That(_service.Lines, Has.Some.Contains("\"customer_status\":\"[key]\""));
    }

    [Test]
    public async Task A_key_is_nowhere_in_the_log_wherever_it_was_sent()
    {
        await SendAsync("/analytics/customer-profiles", ("X-API-Key", _key), ("X-API-Key", "another"));
        await SendAsync($"/analytics/customer-profiles?api_key={_key}", ("X-API-Key", _key));
        await SendAsync($"/analytics/customer-profiles?loyalty_tier={_key}", ("X-API-Key", _key));
        await SendAsync($"/analytics/customer-profiles/{_key}", ("X-API-Key", _key));
        await SendAsync($"/{_key}", ("X-API-Key", _key));
        await SendAsync($"/docs/{_key}");
        await SendAsync("/finance/profitability-metrics?by=" + _key, ("Authorization", _key));
        Line("GET /finance/profitability-metrics 401");
        Assert.That(Line("GET /analytics/customer-profiles/{customer_id} ")["parameters"]!.ToJsonString(), Does.Contain("[key]"));
        Assert.That(string.Join('\n', _service.Lines), Does.Not.Contain(_key[5..]).And.Not.Contain(KeyFileOfTests.Secret));
    }

    [Test]
    public async Task A_file_damaged_while_it_runs_is_an_error_that_names_the_fault()
    {
        using var keys = new KeyFileOfTests();
        string key = keys.Add("first", Scope.Read);
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "damaged")).FullName;
        await using RealService service = await RealService.StartAsync(
            folder,
            ("C360_DATA_PATH", _data.Path),
            ("API_KEYS_FILE", keys.Path),
            ("SECRET_KEY", KeyFileOfTests.Secret)
        );
        string hash = (string)JsonNode.Parse(await File.ReadAllTextAsync(keys.Path))![0]!["hash"]!;
        await File.WriteAllTextAsync(keys.Path, $$"""[{ "id": "first", "hash": "{{hash}}", "scopes": ["{{hash}}"] }]""");
        for (int left = 200; left > 0 && !service.Lines.Any(line => line.Contains("API_KEYS_FILE:", StringComparison.Ordinal)); left--)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/metrics");
            request.Headers.Add("X-API-Key", key);
            using HttpResponseMessage response = await service.Client.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(403).Or.EqualTo(429));
            await Task.Delay(50);
        }
        JsonNode line = JsonNode.Parse(service.Lines.Single(line => line.Contains("API_KEYS_FILE:", StringComparison.Ordinal)))!;
        Assert.That((string?)line["level"], Is.EqualTo("ERROR"));
        Assert.That(
            (string?)line["message"],
            Is.EqualTo(
                "API_KEYS_FILE: key 1 (first) must have scopes of read, customers, admin; the keys read before it was damaged stay good"
            )
        );
        Assert.That(string.Join('\n', service.Lines), Does.Not.Contain(hash));
    }

    private async Task SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        (await _service.Client.SendAsync(request)).Dispose();
    }

    /// <summary>A line is written when the answer has gone out: it may come after it.</summary>
    private JsonNode Line(string message)
    {
        Assert.That(() => _service.Lines, Has.Some.Contains($"\"message\":\"{message}").After(10_000, 10));
        return JsonNode.Parse(_service.Lines.Last(line => line.Contains($"\"message\":\"{message}", StringComparison.Ordinal)))!;
    }
}
