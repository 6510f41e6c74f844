using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The list of customers at risk, on the sample: its reader chooses from which lifetime value and how many.</summary>
[Category("Browser")]
internal sealed class ChurnListTests
{
    private const string Shade = @"rgb\([^)]*\)";
    private const string Clear = @"rgba\(0, 0, 0, 0\)";
    private TestBrowser _browser = null!;
    private ApiHost _host = null!;
    private Visit _visit = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _host = await DashboardHost.SampleAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [SetUp]
    public async Task OpenAsync()
    {
        _visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!);
        await _visit.LoadedAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await _visit.DisposeAsync();

    [Test]
    public async Task A_list_that_was_cut_says_so() =>
        await Assertions.Expect(_visit.Tab.Locator("#churn .body > .about")).ToHaveTextAsync("Truncated The first 50; there are more.");

    [Test]
    public async Task The_minimum_and_the_length_are_the_readers()
    {
        await ChooseAsync("churn-limit", "1000");
        await ChooseAsync("churn-minimum", "10000");
        JsonNode answer = await _host.GetAsync("/marketing/churn-risk-customers?min_lifetime_value=10000&limit=1000");
        string[] rows = await _visit.RowsAsync("#churn table");
        Assert.That(
            rows.Select(row => row.Split(" | ")[1]),
            Is.Not.Empty.And.EqualTo(answer["data"]!.AsArray().Select(row => (string?)row!["email"]))
        );
        await Assertions.Expect(_visit.Tab.Locator("#churn .body > .about")).ToHaveTextAsync($"{rows.Length} customers.");
    }

    /// <summary>On a telephone most columns are away to the right: a shadow at the edge says so, and none where everything is seen.</summary>
    [Test]
    public async Task A_narrow_window_breaks_no_address_and_says_that_there_is_more()
    {
        ILocator list = _visit.Tab.Locator("#churn .scroller");
        await Assertions.Expect(list).ToHaveCSSAsync("box-shadow", "none");
        await _visit.Tab.SetViewportSizeAsync(400, 1000);
        await Assertions.Expect(list).ToHaveCSSAsync("box-shadow", Shadows(Clear, Shade));
        await list.EvaluateAsync("list => list.scrollTo(list.scrollWidth, 0)");
        await Assertions.Expect(list).ToHaveCSSAsync("box-shadow", Shadows(Shade, Clear));
        int[] lines = await _visit
            .Tab.Locator("#churn td:nth-child(2)")
            .EvaluateAllAsync<int[]>(
                "cells => cells.map(cell => { const text = document.createRange(); text.selectNodeContents(cell); return text.getClientRects().length; })"
            );
        Assert.That(lines, Has.Length.EqualTo(50).And.All.EqualTo(1));
    }

    [Test]
    public async Task What_cannot_be_saved_is_said()
    {
        await _visit.Tab.RouteAsync(
            IsOfFile,
            route => route.FulfillAsync(new() { Status = 504, Json = new { success = false, error_message = "The query took too long" } })
        );
        await _visit.Tab.Locator("#churn-csv").ClickAsync();
        await Assertions.Expect(_visit.Tab.Locator("#churn .problem")).ToHaveTextAsync("Not saved: The query took too long");
    }

    /// <summary>The connection ends before the file does.</summary>
    [Test]
    public async Task A_file_that_breaks_off_is_not_saved()
    {
        await _visit.Tab.EvaluateAsync("() => { Response.prototype.blob = () => Promise.reject(new TypeError('network error')); }");
        await _visit.Tab.Locator("#churn-csv").ClickAsync();
        await Assertions.Expect(_visit.Tab.Locator("#churn .problem")).ToHaveTextAsync("Not saved: The answer could not be read.");
        _visit.AssertClean();
    }

    /// <summary>The data was refreshed between the two questions.</summary>
    [Test]
    public async Task A_file_of_newer_data_brings_the_list_up_to_it()
    {
        await _visit.Tab.RouteAsync(
            IsOfFile,
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Body = "customer_id\r\n",
                        ContentType = "text/csv",
                        Headers = new Dictionary<string, string> { ["C360-Data-Version"] = "another" },
                    }
                )
        );
        await _visit.Tab.RunAndWaitForResponseAsync(
            () => _visit.Tab.Locator("#churn-csv").ClickAsync(),
            response => response.Url.EndsWith("limit=50", StringComparison.Ordinal)
        );
    }

    private static Regex Shadows(string left, string right) => new($"^{left} 16px [^,]* inset, {right} -16px [^,]* inset$");

    private static bool IsOfFile(string address) => address.EndsWith("&format=csv", StringComparison.Ordinal);

    private async Task ChooseAsync(string choice, string value)
    {
        await _visit.Tab.RunAndWaitForResponseAsync(
            async () => await _visit.Tab.Locator($"#{choice}").SelectOptionAsync(value),
            "**/marketing/churn-risk-customers?*"
        );
        await _visit.LoadedAsync();
    }
}
