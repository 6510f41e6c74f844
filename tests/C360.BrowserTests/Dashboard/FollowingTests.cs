using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The page follows the service: newer data, the end of a minute, the first data at last. Both clocks are moved by the tests.</summary>
[Category("Browser")]
internal sealed class FollowingTests
{
    private TestBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _browser = await TestBrowser.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [Test]
    public async Task Newer_data_is_shown_within_a_minute()
    {
        using SourceFolder data = DozenCustomers.Create();
        await using ApiHost host = await ApiHost.StartAsync(data);
        await using Visit visit = await OpenAsync(host);
        await Assertions.Expect(visit.Tab.Locator("#figure-customers .value")).ToHaveTextAsync("12");
        data.Customers(new { customer_id = "C50" });
        using HttpResponseMessage refresh = await host.Client.PostAsync("/admin/refresh-data", null);
        await host.RefreshedAsync();
        await visit.Tab.Clock.FastForwardAsync("01:01");
        await Assertions.Expect(visit.Tab.Locator("#figure-customers .value")).ToHaveTextAsync("13");
    }

    /// <summary>Health is not counted, and nothing has changed: nothing is asked again.</summary>
    [Test]
    public async Task Looking_after_newer_data_costs_nothing_of_the_readers_minute()
    {
        using SourceFolder data = DozenCustomers.Create();
        await using ApiHost host = await ApiHost.StartAsync(data);
        List<string> asked = [];
        await using Visit visit = await Visit.OpenAsync(
            _browser,
            host.Client.BaseAddress!,
            before: tab =>
            {
                tab.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
                return Task.CompletedTask;
            }
        );
        await visit.LoadedAsync();
        string[] queries =
        [
            .. asked.Where(path => path.Count(letter => letter == '/') == 2 && !path.StartsWith("/dashboard/", StringComparison.Ordinal)),
        ];
        // Ten cards, and the quality of the data.
        Assert.That(queries, Is.Unique.And.Length.EqualTo(11));
        asked.Clear();
        IResponse health = await visit.Tab.RunAndWaitForResponseAsync(() => visit.Tab.Clock.FastForwardAsync("01:01"), "**/health");
        await health.FinishedAsync();
        await visit.Tab.Clock.FastForwardAsync("00:10");
        Assert.That(asked, Is.EqualTo((string[])["/health"]));
    }

    /// <summary>Eleven questions, and eight a minute: three are told to wait, do so and are answered.</summary>
    [Test]
    public async Task Who_has_used_up_a_minute_waits_as_told()
    {
        using SourceFolder data = DozenCustomers.Create();
        await using ApiHost host = await ApiHost.StartAsync(data, new Dictionary<string, string> { ["RATE_LIMIT_PER_MINUTE"] = "8" });
        await using Visit visit = await OpenAsync(host);
        ILocator waiting = visit.Tab.Locator(".card[data-state=waiting]");
        int before = await waiting.CountAsync();
        // Two when the data's quality was refused, too.
        Assert.That(before, Is.InRange(2, 3));
        await Assertions.Expect(waiting.First).ToContainTextAsync("Many questions in a short time. Asking again in 60 seconds.");
        host.Time.Advance(TimeSpan.FromSeconds(61));
        await visit.Tab.Clock.FastForwardAsync("01:01");
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
    }

    [Test]
    public async Task The_first_data_is_shown_when_it_is_there()
    {
        using SourceFolder data = DozenCustomers.Create();
        string customers = data.Csv("customer/customers");
        data.Without("customer/customers");
        await using ApiHost host = await ApiHost.StartAsync(data);
        await using Visit visit = await OpenAsync(host);
        await Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("There is no data yet");
        data.Write("customer/customers.csv", customers);
        using HttpResponseMessage refresh = await host.Client.PostAsync("/admin/refresh-data", null);
        await host.RefreshedAsync();
        await visit.Tab.Clock.FastForwardAsync("00:06");
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
        await Assertions.Expect(visit.Tab.Locator("#panel")).ToBeHiddenAsync();
    }

    [Test]
    public async Task What_was_shown_stays_when_it_cannot_be_asked_again()
    {
        using SourceFolder data = DozenCustomers.Create();
        await using ApiHost host = await ApiHost.StartAsync(data);
        await using Visit visit = await OpenAsync(host);
        string total = await visit.Tab.Locator("#figure-total").InnerTextAsync();
        await visit.Tab.RouteAsync("**/revenue-analysis", route => route.AbortAsync());
        await visit.Tab.RouteAsync("**/churn-risk-customers?*", route => route.AbortAsync());
        await visit.Tab.Locator("#reload").ClickAsync();
        await visit.LoadedAsync();
        await Assertions
            .Expect(visit.Tab.Locator("#revenue .card-note"))
            .ToContainTextAsync("Not reloaded: The service cannot be reached.");
        await Assertions.Expect(visit.Tab.Locator("#revenue .chart").First).ToBeVisibleAsync();
        Assert.That(await visit.Tab.Locator("#figure-total").InnerTextAsync(), Is.EqualTo(total).And.Not.Contains("not to be had"));
        await Assertions.Expect(visit.Tab.Locator("#churn .card-note")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Tab.Locator("#churn-csv")).ToBeEnabledAsync();
        await visit.Tab.UnrouteAsync("**/revenue-analysis");
        await visit.Tab.Locator("#revenue").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(visit.Tab.Locator("#revenue .card-note")).ToBeHiddenAsync();
    }

    private async Task<Visit> OpenAsync(ApiHost host)
    {
        Visit visit = await Visit.OpenAsync(_browser, host.Client.BaseAddress!);
        await visit.LoadedAsync();
        return visit;
    }
}
