using System.Collections.Concurrent;
using System.Diagnostics;
using C360.Application.Ports;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Telemetry;

/// <summary>What a trace tells, and what it must never tell: for whom.</summary>
internal sealed class TracesTests
{
    private const string Key = "a-key-that-nobody-may-see";
    private const string Customer = "CUSTOMER-0815";
    private readonly ConcurrentQueue<Activity> _spans = new();
    private ActivityListener _listener = null!;

    [SetUp]
    public void Listen()
    {
        _spans.Clear();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "C360" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [TearDown]
    public void StopListening() => _listener.Dispose();

    [Test]
    public async Task A_request_has_route_and_status_and_the_engines_call_inside()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        await using ApiHost host = await ApiHost.StartAsync(data, new Dictionary<string, string> { ["API_KEY"] = Key });
        using HttpResponseMessage response = await AskAsync(host, $"/analytics/customer-profiles/{Customer}?_=4711");
        Assert.That((int)response.StatusCode, Is.EqualTo(200));

        Activity request = await EndedAsync("GET /analytics/customer-profiles/{customer_id}");
        Assert.That(
            request.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            Is.EquivalentTo(
                (string[])
                    [
                        "http.request.method=GET",
                        "http.route=/analytics/customer-profiles/{customer_id}",
                        "http.response.status_code=200",
                        "c360.cache=miss",
                    ]
            )
        );
        // Without those of what was answered before the snapshot was served.
        Activity engine = _spans.Single(span => span.OperationName == "engine" && span.TraceId == request.TraceId);
        Assert.That(
            engine.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            Is.EqualTo((string[])["c360.engine=embedded", "c360.query=customer_profile_by_id", "c360.rows=1"])
        );
        Assert.That(engine.TraceId, Is.EqualTo(request.TraceId));
        // Between the two is the span of the use case.
        Activity useCase = _spans.Single(span => span.SpanId == engine.ParentSpanId);
        Assert.That((useCase.OperationName, useCase.ParentSpanId), Is.EqualTo(("CustomerProfileById", request.SpanId)));
        AssertTellsNobody();
    }

    [Test]
    public async Task The_trace_of_an_error_is_the_one_that_the_answer_names()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: InterruptedRepository.With(() => throw new EngineTimeoutException(new TimeoutException(Customer)))
        );
        string told = (string)(await host.TryGetAsync($"/analytics/customer-profiles/{Customer}")).Body["error_details"]!["trace_id"]!;
        Activity request = await EndedAsync("GET /analytics/customer-profiles/{customer_id}");
        Assert.That(request.TraceId.ToHexString(), Is.EqualTo(told));
        Assert.That(request.Status, Is.EqualTo(ActivityStatusCode.Error));
        AssertTellsNobody();
    }

    [Test]
    public async Task A_refresh_has_its_stages_inside()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = Customer });
        await using ApiHost host = await ApiHost.StartAsync(data);
        Activity refresh = await EndedAsync("refresh");
        Activity[] stages = [.. _spans.Where(span => span.ParentSpanId == refresh.SpanId)];
        Assert.That(stages.Select(stage => stage.OperationName), Does.Contain("publishing"));
        Assert.That(stages, Has.Length.GreaterThan(2));
        Assert.That(stages.Select(stage => stage.TraceId), Is.All.EqualTo(refresh.TraceId));
        AssertTellsNobody();
    }

    [Test]
    public async Task A_refresh_that_fails_says_so()
    {
        using var data = new SourceFolder(); // no customer left
        await using ApiHost host = await ApiHost.StartAsync(data);
        Assert.That((await EndedAsync("refresh")).Status, Is.EqualTo(ActivityStatusCode.Error));
    }

    [Test]
    public async Task A_strangers_words_are_not_passed_on()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        string request =
            $"{Customer} /{Customer} HTTP/1.1\r\nHost: {Customer}\r\nUser-Agent: {Customer}\r\n"
            + $"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\ntracestate: a={Customer}\r\n\r\n";
        await RawClient.SendAsync(host, request);
        Activity span = await EndedAsync("_OTHER -");
        Assert.That(span.TraceId.ToHexString(), Is.EqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
        AssertTellsNobody();
    }

    private static Task<HttpResponseMessage> AskAsync(ApiHost host, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-API-Key", Key);
        return host.Client.SendAsync(request);
    }

    /// <summary>The host ends a request's span after its answer.</summary>
    private async Task<Activity> EndedAsync(string name)
    {
        for (int left = 500; left > 0; left--)
        {
            if (_spans.FirstOrDefault(span => span.DisplayName == name) is { } ended)
                return ended;
            await Task.Delay(10);
        }
        throw new AssertionException($"No span {name} among {string.Join(", ", _spans.Select(span => span.DisplayName))}");
    }

    private void AssertTellsNobody()
    {
        foreach (Activity span in _spans)
        {
            string all = string.Join(
                '\n',
                span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
                    .Append(span.DisplayName)
                    .Append(span.StatusDescription)
                    .Append(span.TraceStateString)
                    .Concat(span.Events.Select(told => $"{told.Name} {string.Join(' ', told.Tags)}"))
            );
            Assert.That(all, Does.Not.Contain(Customer).And.Not.Contain(Key).And.Not.Contain("4711"));
        }
    }
}
