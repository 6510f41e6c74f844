using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>A parameter that is not right is refused by name: a misspelt one must never return everything.</summary>
internal sealed class ParametersTests
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

    [TestCase("/marketing/churn-risk-customers?limit=0", "limit", "Must be from 1 to 1000.")]
    [TestCase("/marketing/churn-risk-customers?limit=1001", "limit", "Must be from 1 to 1000.")]
    [TestCase("/marketing/churn-risk-customers?limit=", "limit", "Must be a whole number such as 50, with at most 9 digits.")]
    [TestCase("/marketing/churn-risk-customers?limit=1%000", "limit", "Must be a whole number such as 50, with at most 9 digits.")]
    [TestCase("/marketing/churn-risk-customers?limit=1&limit=2", "limit", "Must be given once.")]
    [TestCase("/marketing/churn-risk-customers?limit=1&LIMIT=1", "limit", "Must be given once.")]
    [TestCase("/marketing/churn-risk-customers?min_lifetime_value=-0.01", "min_lifetime_value", "Must be 0 or more.")]
    [TestCase(
        "/marketing/churn-risk-customers?limt=5",
        "limt",
        "Unknown parameter. Did you mean limit? Known: min_lifetime_value, limit, format."
    )]
    [TestCase("/marketing/churn-risk-customers?customer=5", "customer", "Unknown parameter. Known: min_lifetime_value, limit, format.")]
    [TestCase("/marketing/churn-risk-customers?=5", "", "Unknown parameter. Known: min_lifetime_value, limit, format.")]
    [TestCase("/finance/revenue-analysis?by=city", "by", "Unknown parameter. Known: format.")]
    [TestCase("/analytics/customer-profiles/C1?fields=email", "fields", "Unknown parameter: this address takes none.")]
    [TestCase("/analytics/customer-profiles?min_health_score=0.99", "min_health_score", "Must be from 1 to 5.")]
    [TestCase("/analytics/customer-profiles?max_health_score=5.01", "max_health_score", "Must be from 1 to 5.")]
    [TestCase("/analytics/customer-profiles?has_app_usage=perhaps", "has_app_usage", "Must be true or false.")]
    [TestCase("/finance/profitability-metrics?by=city", "by", "Must be one of: loyalty_tier, customer_segment, value_segment.")]
    [TestCase("/finance/revenue-analysis?format=xlsx", "format", "Must be one of: json, csv, ndjson.")]
    [TestCase("/finance/revenue-analysis?format=CSV", "format", "Must be one of: json, csv, ndjson.")]
    [TestCase("/admin/snapshots?format=", "format", "Must be one of: json, csv, ndjson.")]
    [TestCase("/finance/revenue-analysis?format=csv&format=csv", "format", "Must be given once.")]
    [TestCase("/analytics/customer-profiles/C1?format=json", "format", "Unknown parameter: this address takes none.")]
    [TestCase("/admin/schedule?format=csv", "format", "Unknown parameter: this address takes none.")]
    [TestCase("/admin/metrics?x=1", "x", "Unknown parameter: this address takes none.")]
    [TestCase("/admin/refreshes/abc?x=1", "x", "Unknown parameter: this address takes none.")]
    public async Task A_bad_parameter_is_refused_by_name(string path, string name, string message)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(path);
        JsonNode body = await ErrorAnswer.AssertAsync(response, 422, "ValidationError", "validation_error");
        JsonObject errors = body["error_details"]!["errors"]!.AsObject();
        Assert.That(errors.Select(error => (error.Key, (string?)error.Value!.AsArray().Single())), Is.EqualTo(new[] { (name, message) }));
    }

    [Test]
    public async Task A_misspelt_force_starts_no_refresh()
    {
        using HttpResponseMessage response = await _host.Client.PostAsync("/admin/refresh-data?force=true", null);
        JsonNode body = await ErrorAnswer.AssertAsync(response, 422, "ValidationError", "validation_error");
        Assert.That((string?)body["error_details"]!["errors"]!["force"]![0], Is.EqualTo("Unknown parameter. Known: force_refresh."));
        Assert.That((string?)(await _host.GetAsync("/health"))["last_refresh"], Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        (_, JsonNode body) = await _host.TryGetAsync(
            "/analytics/customer-profiles?limit=0&limti=5&min_health_score=9&has_app_usage=x&max_lifetime_value=1e3"
        );
        Assert.That(
            body["error_details"]!["errors"]!.AsObject().Select(error => error.Key),
            Is.EquivalentTo((string[])["limit", "limti", "min_health_score", "has_app_usage", "max_lifetime_value"])
        );
    }

    [Test]
    public async Task A_key_that_was_sent_as_a_name_does_not_come_back()
    {
        string key = "c360_" + new string('k', 43);
        (int status, JsonNode body) = await _host.TryGetAsync($"/analytics/customer-profiles?{key}=1");
        Assert.That(status, Is.EqualTo(422));
        Assert.That(body["error_details"]!["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo((string[])["[key]"]));
    }

    [Test]
    public async Task Of_thousands_of_unknown_parameters_twenty_are_named()
    {
        string query = string.Join('&', Enumerable.Range(0, 1000).Select(i => $"x{i}"));
        (_, JsonNode body) = await _host.TryGetAsync("/analytics/customer-profiles?" + query);
        Assert.That(body["error_details"]!["errors"]!.AsObject(), Has.Count.EqualTo(20));
    }

    [TestCase("/analytics/customer-profiles/C1?_=1")]
    [TestCase("/finance/revenue-analysis?_=1718900000")]
    [TestCase("/finance/revenue-analysis?_=1&_=2")]
    [TestCase("/marketing/churn-risk-customers?LIMIT=5")]
    [TestCase("/analytics/customer-profiles?customer_status=Active&customer_status=%00&customer_status=%F0%9F%92%A3")]
    [TestCase("/analytics/customer-profiles?customer_segment=%27%3B+DROP+TABLE+customer_analytics_c360%3B--")]
    [TestCase("/analytics/customer-profiles?customer_status=%FF%FE")]
    public async Task A_cache_buster_and_any_text_are_taken(string path) =>
        Assert.That((await _host.TryGetAsync(path)).Status, Is.EqualTo(200));

    [TestCase(20, ExpectedResult = 200)]
    [TestCase(21, ExpectedResult = 422)]
    public async Task<int> A_repeated_parameter_takes_twenty_values(int count)
    {
        string query = string.Join('&', Enumerable.Range(0, count).Select(i => $"loyalty_tier=T{i}"));
        return (await _host.TryGetAsync("/analytics/customer-profiles?" + query)).Status;
    }

    /// <summary>A probe is never refused: what orchestrators append or accept is theirs.</summary>
    [TestCase("/health?verbose=1&limit=x")]
    [TestCase("/health/live?x")]
    [TestCase("/health/ready?x=1&x=2")]
    public async Task Probes_may_send_what_they_like(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Content = new StringContent("ping") };
        request.Headers.TryAddWithoutValidation("Accept", "text/plain");
        using HttpResponseMessage response = await _host.Client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }
}
