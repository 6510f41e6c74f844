using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The page while all is well: it loads, it is there, there is little to show, the data is old.</summary>
[Category("Browser")]
internal sealed class StatesTests
{
    private StatePictures _states = null!;
    private ApiHost _sample = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _states = await StatePictures.StartAsync();
        _sample = await DashboardHost.SampleAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_sample is not null)
            await _sample.DisposeAsync();
        if (_states is not null)
            await _states.DisposeAsync();
    }

    [Test]
    public async Task Everything_is_there()
    {
        await _states.ShowAsync(
            _sample,
            "ready",
            async visit => await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10)
        );
    }

    [Test]
    public async Task The_tables_are_open()
    {
        await _states.ShowAsync(
            _sample,
            "tables",
            visit => visit.Tab.EvaluateAsync("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        );
    }

    [Test]
    public async Task Text_may_be_twice_as_large()
    {
        await _states.ShowAsync(
            _sample,
            "large-text",
            visit => visit.Tab.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; }")
        );
    }

    [Test]
    public async Task Nothing_has_been_answered_yet()
    {
        await using ApiHost host = await ApiHost.StartAsync(_states.Data);
        await _states.ShowAsync(
            host,
            "loading",
            visit => Assertions.Expect(visit.Tab.Locator("#status[aria-busy=true]")).ToHaveCountAsync(1),
            // Never answered.
            tab => tab.RouteAsync("**/marketing/**", _ => { }),
            isLoaded: false
        );
    }

    [Test]
    public async Task The_data_is_stale()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            _states.Data,
            new Dictionary<string, string> { ["REFRESH_WHEN_STALE"] = "false", ["CACHE_TTL_MINUTES"] = "10" }
        );
        host.Time.Advance(TimeSpan.FromMinutes(12));
        await _states.ShowAsync(
            host,
            "stale",
            visit => Assertions.Expect(visit.Tab.Locator("#badges")).ToHaveTextAsync("Service: DegradedStale")
        );
    }

    /// <summary>One customer who never did anything.</summary>
    [Test]
    public async Task There_is_little_to_show()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        await _states.ShowAsync(
            host,
            "empty",
            async visit =>
            {
                foreach (string card in (string[])["categories", "churn", "support"])
                    Assert.That(await visit.StateAsync(card), Is.EqualTo("empty"), card);
                Assert.That(await visit.StateAsync("status"), Is.EqualTo("ready"));
            }
        );
    }
}
