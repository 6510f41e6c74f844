using C360.FunctionalTests.Hosting;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The list of customers at risk as a file: what is shown, under the name that the service gives it, asked with the reader's key.</summary>
[Category("Browser")]
internal sealed class DownloadTests
{
    private const string Key = "a key of the tests";
    private const string Shown = "/marketing/churn-risk-customers?min_lifetime_value=5000&limit=25";
    private TestBrowser _browser = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _host = await DashboardHost.SampleAsync(("API_KEY", Key));
        _host.Client.DefaultRequestHeaders.Add("X-API-Key", Key);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [Test]
    public async Task The_file_holds_what_is_shown_under_the_services_name()
    {
        await using Visit visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!);
        await visit.Tab.Locator("#key").FillAsync(Key);
        await visit.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Tab.Locator("#churn-csv")).ToBeEnabledAsync();
        await visit.LoadedAsync();
        await ChooseAsync(visit, "churn-minimum", "5000");
        await ChooseAsync(visit, "churn-limit", "25");

        IDownload download = await visit.Tab.RunAndWaitForDownloadAsync(() => visit.Tab.Locator("#churn-csv").ClickAsync());
        string version = (string)(await _host.GetAsync(Shown))["meta"]!["data_version"]!;
        Assert.That(download.SuggestedFilename, Is.EqualTo($"churn_risk_customers-{version}.csv"));
        string text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.That(text, Is.EqualTo(await _host.Client.GetStringAsync($"{Shown}&format=csv")));
        // Neither names nor addresses of the sample hold what CSV would quote.
        string[] lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        int email = Array.IndexOf(lines[0].Split(','), "email");
        string[] rows = await visit.RowsAsync("#churn table");
        Assert.That(rows, Has.Length.EqualTo(25));
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[email]), Is.EqualTo(rows.Select(row => row.Split(" | ")[1])));
        await Assertions.Expect(visit.Tab.Locator("#live")).ToHaveTextAsync($"Saved {download.SuggestedFilename}");
        visit.AssertClean();
    }

    private static async Task ChooseAsync(Visit visit, string choice, string value)
    {
        await visit.Tab.RunAndWaitForResponseAsync(
            async () => await visit.Tab.Locator($"#{choice}").SelectOptionAsync(value),
            response => response.Url.Contains("churn-risk-customers", StringComparison.Ordinal)
        );
        await visit.LoadedAsync();
    }
}
