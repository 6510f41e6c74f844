using System.Net.Http.Headers;
using C360.Application.Ports;
using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace C360.FunctionalTests.Telemetry;

internal sealed class PrometheusMetricsTests
{
    private const string Requests = "http_server_request_duration_seconds";

    [Test]
    public async Task Each_figure_is_what_happened()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" }, new { customer_id = "C1" });
        FakeTimeProvider? clock = null;
        int asked = 0;
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            new Dictionary<string, string> { ["MAX_REJECTED_PERCENT"] = "100" },
            InterruptedRepository.With(() =>
            {
                clock!.Advance(TimeSpan.FromMilliseconds(40));
                if (++asked == 2)
                    throw new EngineTimeoutException(new TimeoutException());
            })
        );
        clock = host.Time;
        // A miss of 40 ms, a failure of 40 ms, two hits, one not found, a probe; then 90 s pass.
        await host.GetAsync("/analytics/customer-profiles?limit=7");
        await host.TryGetAsync("/marketing/churn-risk-customers?limit=8");
        await host.GetAsync("/analytics/customer-profiles?limit=7");
        await host.GetAsync("/analytics/customer-profiles?limit=7");
        await host.TryGetAsync("/no/where");
        await host.GetAsync("/health");
        clock.Advance(TimeSpan.FromSeconds(90));

        PrometheusDocument metrics = await ScrapeAsync(host.Client);
        (string, string) profiles = ("http_route", "/analytics/customer-profiles");
        Assert.Multiple(() =>
        {
            Assert.That(metrics.Value($"{Requests}_count", profiles, ("http_response_status_code", "200")), Is.EqualTo(3));
            Assert.That(metrics.Value($"{Requests}_sum", profiles), Is.EqualTo(0.04).Within(1e-9));
            Assert.That(metrics.Value($"{Requests}_bucket", profiles, ("le", "0.025")), Is.EqualTo(2)); // the hits
            Assert.That(metrics.Value($"{Requests}_bucket", profiles, ("le", "0.05")), Is.EqualTo(3));
            Assert.That(metrics.Value($"{Requests}_count", ("http_response_status_code", "504")), Is.EqualTo(1));
            Assert.That(metrics.Value($"{Requests}_count", ("http_route", "-"), ("http_response_status_code", "404")), Is.EqualTo(1));
            Assert.That(metrics.Value($"{Requests}_count", ("http_route", "/health")), Is.EqualTo(1));
            Assert.That(metrics.Value("c360_cache_lookups_total", ("outcome", "hit")), Is.EqualTo(2));
            Assert.That(metrics.Value("c360_cache_lookups_total", ("outcome", "miss")), Is.EqualTo(2)); // the failure is one
            // 22 were answered before the snapshot was served, the profiles among them.
            Assert.That(metrics.Value("c360_cache_entries"), Is.EqualTo(22 + 1));
            Assert.That(
                metrics.Value("c360_engine_query_duration_seconds_count", ("query", "customer_profiles"), ("outcome", "answered")),
                Is.EqualTo(1 + 1)
            );
            Assert.That(
                metrics.Value("c360_refresh_duration_seconds_count", ("outcome", "succeeded"), ("trigger", "start")),
                Is.EqualTo(1)
            );
            Assert.That(metrics.Value("c360_refresh_latest", ("outcome", "succeeded")), Is.EqualTo(1));
            Assert.That(metrics.Value("c360_refresh_latest", ("outcome", "failed")), Is.EqualTo(0));
            Assert.That(metrics.Value("c360_refresh_running"), Is.EqualTo(0));
            Assert.That(metrics.Value("c360_snapshot_age_seconds"), Is.EqualTo(90.08)); // 90 s and twice 40 ms
            Assert.That(metrics.Value("c360_snapshot_built_time_seconds"), Is.EqualTo(ApiHost.Now.ToUnixTimeSeconds()));
            Assert.That(metrics.Value("c360_snapshot_customers"), Is.EqualTo(1));
            Assert.That(metrics.Value("c360_snapshot_stale"), Is.EqualTo(0));
            Assert.That(metrics.Value("c360_source_rows_read", ("source", "customer/customers")), Is.EqualTo(2));
            Assert.That(metrics.Value("c360_source_rows_rejected", ("source", "customer/customers")), Is.EqualTo(1)); // C1 twice
        });
    }

    [Test]
    public async Task The_state_of_the_engine_is_the_one_it_is_in()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        var engine = new StatedEngine
        {
            State = EngineState.Open,
            Running = 4,
            Waiting = 7,
        };
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: services => services.Replace(ServiceDescriptor.Singleton<IEngineStatus>(engine))
        );
        PrometheusDocument metrics = await ScrapeAsync(host.Client);
        Assert.That(
            ((string[])["closed", "open", "half_open"]).Select(state => metrics.Value("c360_engine_breaker", ("state", state))),
            Is.EqualTo((double[])[0, 1, 0])
        );
        Assert.That(metrics.Value("c360_engine_calls", ("state", "running")), Is.EqualTo(4));
        Assert.That(metrics.Value("c360_engine_calls", ("state", "waiting")), Is.EqualTo(7));
    }

    [Test]
    public async Task Without_a_snapshot_there_is_no_age_and_the_refresh_has_failed()
    {
        using var data = new SourceFolder(); // no customer left: the refresh fails
        await using ApiHost host = await ApiHost.StartAsync(data);
        PrometheusDocument metrics = await ScrapeAsync(host.Client);
        Assert.That(metrics.Samples.Where(sample => sample.Name.StartsWith("c360_snapshot", StringComparison.Ordinal)), Is.Empty);
        Assert.That(metrics.Value("c360_refresh_latest", ("outcome", "failed")), Is.EqualTo(1));
        Assert.That(metrics.Value("c360_refresh_duration_seconds_count", ("outcome", "failed"), ("trigger", "start")), Is.EqualTo(1));
    }

    /// <summary>As Prometheus asks: with its own list of types, and its credentials as a bearer token.</summary>
    [Test]
    public async Task Prometheus_may_scrape_with_a_key_of_the_scope_admin()
    {
        using var keys = new KeyFileOfTests();
        string admin = keys.Add("prometheus", Scope.Admin);
        string reader = keys.Add("reader", Scope.Read, Scope.Customers);
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, keys.Settings);
        Assert.That((await host.TryGetAsync("/metrics")).Status, Is.EqualTo(401));

        using HttpResponseMessage refused = await SendAsync(host, reader);
        Assert.That((int)refused.StatusCode, Is.EqualTo(403));
        using HttpResponseMessage scraped = await SendAsync(host, admin);
        Assert.That((int)scraped.StatusCode, Is.EqualTo(200));
        Assert.That($"{scraped.Content.Headers.ContentType}", Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        Assert.That(PrometheusDocument.Read(await scraped.Content.ReadAsStringAsync()).Families, Is.Not.Empty);
    }

    /// <summary>A series that once was stays: clients who choose names would fill the memory, here and in Prometheus.</summary>
    [Test]
    public async Task What_strangers_ask_for_makes_no_series()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        await AskAsync(host, new Random(1), 50);
        int before = (await ScrapeAsync(host.Client)).Samples.Count();
        await AskAsync(host, new Random(2), 1000);
        PrometheusDocument after = await ScrapeAsync(host.Client);
        // The first scrape itself is one more series of 15 bounds, +Inf, sum and count; the runtime may come upon a new kind of exception.
        Assert.That(after.Samples.Count(), Is.LessThanOrEqualTo(before + 18 + 5));
        Assert.That(
            after
                .Families.Single(family => family.Name == Requests)
                .Samples.Select(sample => sample.Labels["http_request_method"])
                .Distinct(),
            Is.SubsetOf((string[])["_OTHER", "GET"])
        );
        // All were counted: not made to vanish, but under one name.
        Assert.That(after.Samples.Where(sample => sample.Name == $"{Requests}_count").Sum(sample => sample.Value), Is.EqualTo(1051));
    }

    private static async Task AskAsync(ApiHost host, Random random, int times)
    {
        for (int i = 0; i < times; i++)
        {
            string word = Convert.ToHexString(BitConverter.GetBytes(random.NextInt64()));
            string request = (i % 4) switch
            {
                0 => $"GET /{word}/{i} HTTP/1.1\r\nHost: {word}.example.com\r\n\r\n",
                1 => $"{word} /health HTTP/1.1\r\nHost: {word}\r\n\r\n",
                2 => $"GET /analytics/customer-profiles/{word}?{word}={word} HTTP/1.1\r\nHost: x\r\n\r\n",
                _ => $"{word} /docs/{word} HTTP/1.1\r\nHost: x\r\nUser-Agent: {word}\r\nX-API-Key: {word}\r\n\r\n",
            };
            Assert.That((await RawClient.SendAsync(host, request)).Status, Is.InRange(200, 499));
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiHost host, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation(
            "Accept",
            "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5"
        );
        return await host.Client.SendAsync(request);
    }

    /// <summary>Reads what Prometheus would.</summary>
    public static async Task<PrometheusDocument> ScrapeAsync(HttpClient client) =>
        PrometheusDocument.Read(await client.GetStringAsync("/metrics"));
}
