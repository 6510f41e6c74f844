using System.Text.Json.Nodes;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>Who may have what: the whole table, and what comes before and after it.</summary>
internal sealed class AccessTests
{
    private static readonly Scope[] Scopes = Enum.GetValues<Scope>();
    private readonly Dictionary<Scope, string> _only = [];
    private KeyFileOfTests _keys = null!;
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private string _expired = null!;
    private string _revoked = null!;

    /// <summary>The hosts' clock stands at 2026-06-20 14:30.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _keys = new KeyFileOfTests();
        foreach (Scope scope in Scopes)
            _only[scope] = _keys.Add($"only-{scope}", scope);
        _expired = _keys.Add("expired", new DateOnly(2026, 6, 19), Scopes);
        _revoked = _keys.Add("revoked", Scopes);
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(_data, _keys.Settings);
        _keys.Revoke("revoked");
        _host.Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Another minute: in one, an address may fail twenty times only.</summary>
    [SetUp]
    public void Wait() => _host.Time.Advance(TimeSpan.FromMinutes(1));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
        _keys.Dispose();
    }

    [Test]
    public void The_table_is_of_all_addresses() => Assert.That(EndpointTable.All.Count(), Is.EqualTo(31));

    [TestCaseSource(typeof(EndpointTable), nameof(EndpointTable.Guarded))]
    public async Task An_address_is_for_keys_with_its_scope(HttpMethod method, string path, Scope scope)
    {
        string good = _only[scope];
        await AssertRefusedAsync(await SendAsync(method, path), 401, "credential_missing");
        await AssertRefusedAsync(await SendAsync(method, path, ("X-API-Key", "c360_" + new string('A', 43))), 401, "credential_unknown");
        await AssertRefusedAsync(await SendAsync(method, path, ("X-API-Key", _expired)), 401, "credential_expired");
        await AssertRefusedAsync(await SendAsync(method, path, ("X-API-Key", _revoked)), 401, "credential_unknown");
        foreach (Scope other in Scopes.Where(other => other != scope))
            await AssertRefusedAsync(await SendAsync(method, path, ("X-API-Key", _only[other])), 403, "scope_missing");
        // In the address a key is no credential, and beside a good one a parameter that nobody knows.
        await AssertRefusedAsync(await SendAsync(method, $"{path}?api_key={good}"), 401, "credential_missing");
        await AssertRefusedAsync(await SendAsync(method, $"{path}?api_key={good}", ("X-API-Key", good)), 422, "validation_error");
        // Of refreshes there is none called {id}, nor a snapshot called {version} or a query called {name}.
        int expected = path.Contains('{', StringComparison.Ordinal) ? 404 : 200;
        foreach ((string name, string value) in ((string, string)[])[("X-API-Key", good), ("Authorization", $"Bearer {good}")])
        {
            using HttpResponseMessage response = await SendAsync(method, path, (name, value));
            Assert.That((int)response.StatusCode, Is.EqualTo(expected), name);
        }
    }

    [TestCase("/health")]
    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/docs/index.html")]
    [TestCase("/redoc/index.html")]
    [TestCase("/openapi.json")]
    [TestCase("/")]
    [TestCase("/dashboard/app.js")]
    public async Task Probes_and_pages_are_for_everybody_and_a_bad_key_does_not_matter(string path)
    {
        foreach (string key in (string[])["", "bad", _expired])
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, ("X-API-Key", key));
            Assert.That((int)response.StatusCode, Is.EqualTo(200), key);
        }
    }

    [TestCase("GET", "/no/such/route", 404)]
    [TestCase("GET", "/analytics", 404)]
    [TestCase("DELETE", "/analytics/customer-profiles/C1", 405)]
    [TestCase("GET", "/admin/refresh-data", 405)]
    public async Task What_is_not_there_is_not_there_for_anybody(string method, string path, int status)
    {
        using HttpResponseMessage response = await SendAsync(new HttpMethod(method), path);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    /// <summary>What is wrong with a request is not told to whoever may not send it.</summary>
    [TestCase("/finance/revenue-analysis?limit=x")]
    [TestCase("/finance/revenue-analysis?x=1")]
    public async Task A_stranger_is_refused_before_his_parameters_are_looked_at(string path)
    {
        await AssertRefusedAsync(await SendAsync(HttpMethod.Get, path), 401, "credential_missing");
        await AssertRefusedAsync(await SendAsync(HttpMethod.Get, path, ("X-API-Key", _only[Scope.Admin])), 403, "scope_missing");
        await AssertRefusedAsync(await SendAsync(HttpMethod.Get, path, ("Accept", "text/csv")), 401, "credential_missing");
    }

    [Test]
    public async Task Head_is_refused_as_get_is()
    {
        using HttpResponseMessage refused = await SendAsync(HttpMethod.Head, "/finance/revenue-analysis");
        using HttpResponseMessage answered = await SendAsync(
            HttpMethod.Head,
            "/finance/revenue-analysis",
            ("X-API-Key", _only[Scope.Read])
        );
        Assert.That(((int)refused.StatusCode, (int)answered.StatusCode), Is.EqualTo((401, 200)));
    }

    [Test]
    public async Task A_preflight_needs_no_key_and_a_refusal_can_be_read_by_the_page()
    {
        using HttpResponseMessage preflight = await SendAsync(
            HttpMethod.Options,
            "/analytics/customer-profiles",
            ("Origin", "https://dash.example.com"),
            ("Access-Control-Request-Method", "GET"),
            ("Access-Control-Request-Headers", "x-api-key")
        );
        Assert.That((int)preflight.StatusCode, Is.EqualTo(204));
        Assert.That(preflight.Headers.GetValues("Access-Control-Allow-Headers"), Is.EqualTo((string[])["x-api-key"]));
        using HttpResponseMessage refused = await SendAsync(
            HttpMethod.Get,
            "/analytics/customer-profiles",
            ("Origin", "https://dash.example.com")
        );
        Assert.That((int)refused.StatusCode, Is.EqualTo(401));
        Assert.That(refused.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo((string[])["*"]));
    }

    [TestCase("one", "other", "credential_ambiguous")]
    [TestCase("one", "one", null)]
    [TestCase("", "one", null)]
    [TestCase("one", "", null)]
    [TestCase("", "", "credential_missing")]
    [TestCase("bad", "one", "credential_ambiguous")]
    public async Task Both_headers_must_say_the_same(string header, string bearer, string? code)
    {
        HttpResponseMessage response = await SendAsync(
            HttpMethod.Get,
            "/finance/revenue-analysis",
            ("X-API-Key", Key(header)),
            ("Authorization", $"Bearer {Key(bearer)}".TrimEnd())
        );
        if (code is not null)
            await AssertRefusedAsync(response, 401, code);
        else
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
        response.Dispose();

        string Key(string name) =>
            name switch
            {
                "one" => _only[Scope.Read],
                "other" => _only[Scope.Customers],
                _ => name,
            };
    }

    /// <summary>What is in the cache, what is not and what does not exist look the same to whoever may not see it.</summary>
    [Test]
    public async Task A_refusal_tells_nothing_of_what_is_behind_it()
    {
        using HttpResponseMessage cached = await SendAsync(
            HttpMethod.Get,
            "/analytics/customer-profiles/C1",
            ("X-API-Key", _only[Scope.Customers])
        );
        Assert.That((int)cached.StatusCode, Is.EqualTo(200));
        var refusals = new List<string>();
        foreach (string id in (string[])["C1", "C2", "no%20such"])
        {
            using HttpResponseMessage response = await SendAsync(
                HttpMethod.Get,
                $"/analytics/customer-profiles/{id}",
                ("X-API-Key", _only[Scope.Read])
            );
            JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            body["error_details"]!["trace_id"] = "";
            IEnumerable<string> headers = response
                .Headers.Concat(response.Content.Headers)
                .Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
            refusals.Add($"{(int)response.StatusCode} {body.ToJsonString()} {string.Join('|', headers)}");
        }
        Assert.That(refusals, Is.All.StartsWith("403 ").And.All.EqualTo(refusals[0]));
    }

    private async Task AssertRefusedAsync(HttpResponseMessage response, int status, string code)
    {
        string type = status switch
        {
            401 => "Unauthorized",
            403 => "Forbidden",
            _ => "ValidationError",
        };
        JsonNode body = await ErrorAnswer.AssertAsync(response, status, type, code, _host.Time.GetUtcNow());
        Assert.That(
            response.Headers.WwwAuthenticate.Select(challenge => challenge.ToString()),
            Is.EqualTo(status == 401 ? ["Bearer"] : Array.Empty<string>())
        );
        foreach (string key in _only.Values.Append(_expired).Append(_revoked))
            Assert.That(body.ToJsonString(), Does.Not.Contain(key));
        response.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _host.Client.SendAsync(request);
    }
}
