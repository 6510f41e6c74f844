using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace C360.FunctionalTests.Telemetry;

/// <summary>With OTEL_EXPORTER_OTLP_ENDPOINT metrics and traces reach a collector, and no collector, whatever it does, is in anybody's way.</summary>
internal sealed class CollectorTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Customer = "CUSTOMER-0815";
    private const string GrpcMetrics = "POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const string GrpcTraces = "POST /opentelemetry.proto.collector.trace.v1.TraceService/Export";

    /// <summary>Much more than a busy machine needs, much less than a service that waits for its collector would take.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    [Test]
    public async Task What_was_measured_is_sent_before_the_service_ends()
    {
        await using Collector collector = await Collector.StartAsync(HttpProtocols.Http2);
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        await using (ApiHost host = await StartAsync(data, collector.Address))
        {
            await host.GetAsync($"/analytics/customer-profiles/{Customer}?_=4711");
        }
        // The test's host may be gone before the service's own Main has ended.
        string metrics = await collector.ReceivedAsync(GrpcMetrics, "http.server.request.duration");
        Assert.Multiple(() =>
        {
            foreach (
                string name in (string[])["http.server.request.duration", "c360.engine.query.duration", "c360.snapshot.age", "dotnet."]
            )
                Assert.That(metrics, Does.Contain(name));
            Assert.That(metrics, Does.Contain("/analytics/customer-profiles/{customer_id}"));
        });
        string traces = await collector.ReceivedAsync(GrpcTraces, "CustomerProfileById");
        Assert.That(traces, Does.Contain("GET /analytics/customer-profiles/{customer_id}").And.Contain("engine").And.Contain("publishing"));
        Assert.That(collector.All, Does.Not.Contain(Customer).And.Not.Contain("4711"));
    }

    /// <summary>The other protocol, in a process of its own: the SDK reads its variables from the environment.</summary>
    [Test]
    public async Task The_standards_other_variables_count_too()
    {
        await using Collector collector = await Collector.StartAsync(HttpProtocols.Http1);
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        string folder = Directory.CreateTempSubdirectory("c360-otlp-").FullName;
        await using (
            RealService service = await RealService.StartAsync(
                folder,
                (Endpoint, collector.Address),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=tests"),
                ("OTEL_SERVICE_NAME", "c360-of-tests"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
                ("OTEL_BSP_SCHEDULE_DELAY", "200"),
                ("C360_DATA_PATH", data.Path)
            )
        )
        {
            using HttpResponseMessage response = await service.Client.GetAsync("/no/where");
            string told = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error_details"]!["trace_id"]!;
            string traces = await collector.ReceivedAsync("POST /v1/traces", Encoding.Latin1.GetString(Convert.FromHexString(told)));
            Assert.That(traces, Does.Contain("GET -").And.Contain("c360-of-tests").And.Contain("x-tenant: tests"));
            string metrics = await collector.ReceivedAsync("POST /v1/metrics", "http.server.request.duration");
            Assert.That(metrics, Does.Contain("c360.cache.lookups").And.Contain("c360-of-tests").And.Contain("x-tenant: tests"));
        }
        await TempFolder.RemoveAsync(folder);
    }

    [Test]
    public async Task A_collector_that_is_down_is_in_nobodys_way()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        await AssertUnhinderedAsync(data, "http://127.0.0.1:1");
    }

    [Test]
    public async Task A_collector_that_never_answers_is_in_nobodys_way()
    {
        await using Collector deaf = await Collector.StartAsync(HttpProtocols.Http2, answers: false);
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        await AssertUnhinderedAsync(data, deaf.Address);
    }

    private static async Task AssertUnhinderedAsync(SourceFolder data, string address)
    {
        long begin = Stopwatch.GetTimestamp();
        ApiHost host = await StartAsync(data, address);
        await host.GetAsync($"/analytics/customer-profiles/{Customer}");
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 50; i++)
            await host.GetAsync($"/analytics/customer-profiles/{Customer}");
        TimeSpan answering = Stopwatch.GetElapsedTime(start);
        long end = Stopwatch.GetTimestamp();
        await host.DisposeAsync();
        TimeSpan ending = Stopwatch.GetElapsedTime(end);
        TestContext.Out.WriteLine($"start {Stopwatch.GetElapsedTime(begin, start)}, 50 answers {answering}, end {ending}");
        Assert.That(answering, Is.LessThan(AtOnce));
        // Two seconds each for metrics and traces, and what the host takes itself.
        Assert.That(ending, Is.LessThan(TimeSpan.FromSeconds(9)));
    }

    private static Task<ApiHost> StartAsync(SourceFolder data, string address) =>
        ApiHost.StartAsync(data, new Dictionary<string, string> { [Endpoint] = address });
}
