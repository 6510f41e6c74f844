using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Resilience;

/// <summary>The engine fails after a refresh: two customers were known before, three are now.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StandInTests
{
    private const string Asked = "/analytics/customer-profiles?limit=7";
    private const string NeverAsked = "/analytics/customer-profiles?limit=8";

    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private FaultyEngine _engine = null!;
    private string _before = null!;

    [SetUp]
    public async Task Ask_refresh_and_break()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" }, new { customer_id = "C2" });
        _host = await ApiHost.StartAsync(_data, replace: FaultyEngine.Use);
        _engine = _host.Services.GetRequiredService<FaultyEngine>();
        _before = (string)(await _host.GetAsync(Asked))["meta"]!["data_version"]!;
        _data.Customers(new { customer_id = "C3" });
        _host.Time.Advance(TimeSpan.FromSeconds(100));
        using HttpResponseMessage refresh = await _host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        await _host.RefreshedAsync();
        Assert.That((int?)(await _host.GetAsync("/health"))["total_customers"], Is.EqualTo(3));
        _engine.Fault = new TransientEngineException(new IOException("the disk"));
    }

    [TearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public async Task The_previous_snapshots_answer_stands_in_and_says_so_until_the_engine_is_back()
    {
        using HttpResponseMessage response = await FaultyEngine.GetAsync(_host, Asked);
        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That((int?)answer["count"], Is.EqualTo(2));
            Assert.That((bool?)answer["meta"]!["stale"], Is.True);
            Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(_before));
            // Built at the start of the clock, 100 s before the refresh; the pause before the second try adds less than a second.
            Assert.That(response.Headers.Age, Is.EqualTo(TimeSpan.FromSeconds(100)));
        });

        _engine.Fault = null;
        using HttpResponseMessage after = await _host.Client.GetAsync(Asked);
        JsonNode fresh = JsonNode.Parse(await after.Content.ReadAsStringAsync())!;
        Assert.Multiple(() =>
        {
            Assert.That((int?)fresh["count"], Is.EqualTo(3));
            Assert.That((bool?)fresh["meta"]!["stale"], Is.False);
            Assert.That((string?)fresh["meta"]!["data_version"], Is.Not.EqualTo(_before));
            Assert.That(after.Headers.Age, Is.Null);
        });
    }

    [Test]
    public async Task What_was_never_asked_before_has_no_stand_in()
    {
        using HttpResponseMessage response = await FaultyEngine.GetAsync(_host, NeverAsked);
        await ErrorAnswer.AssertAsync(response, 503, "EngineUnavailable", "engine_unavailable", ApiHost.Now.AddSeconds(100));
        Assert.That(response.Headers.RetryAfter?.ToString(), Is.EqualTo("5"));
    }

    [Test]
    public async Task A_question_that_is_wrong_is_told_so()
    {
        using HttpResponseMessage response = await _host.Client.GetAsync("/analytics/customer-profiles?limit=0");
        Assert.That((int)response.StatusCode, Is.EqualTo(422));
    }

    [Test]
    public async Task All_who_wait_for_the_failing_run_get_it()
    {
        Task<HttpResponseMessage>[] callers = [.. Enumerable.Range(0, 50).Select(_ => FaultyEngine.GetAsync(_host, Asked))];
        foreach (HttpResponseMessage response in await Task.WhenAll(callers))
            using (response)
            {
                JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                Assert.That((bool?)answer["meta"]!["stale"], Is.True);
                Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(_before));
            }
    }
}
