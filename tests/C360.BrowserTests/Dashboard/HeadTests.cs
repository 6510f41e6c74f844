using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The head of the page: how old the data is, how the service is, and how good the data.</summary>
[Category("Browser")]
internal sealed class HeadTests
{
    private readonly SourceFolder _data = DozenCustomers.Create();
    private TestBrowser _browser = null!;
    private ApiHost _host = null!;
    private Visit _visit = null!;

    /// <summary>Beside the dozen 1,236 customers, of whom one has no id and two have the same one: two are rejected.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _data.Customers([
            .. Enumerable.Range(0, 1234).Select(i => new { customer_id = $"N{i}" }),
            new { customer_id = "" },
            new { customer_id = "N7" },
        ]);
        _host = await ApiHost.StartAsync(_data);
        _visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!);
        await _visit.LoadedAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_visit is not null)
            await _visit.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>The hosts' clock stands at 14:30 on the day of as_of; the reader's is twelve minutes ahead.</summary>
    [Test]
    public async Task The_head_says_how_old_the_data_is()
    {
        await Assertions
            .Expect(_visit.Tab.Locator("#freshness"))
            .ToHaveTextAsync("Data as of Jun 20, 2026 · refreshed 12 minutes ago (Jun 20, 2026, 02:30 PM UTC)");
        await Assertions.Expect(_visit.Tab.Locator("#badges")).ToHaveTextAsync("Service: Healthy");
    }

    /// <summary>A reader in Germany: numbers as there, the page's words in one language.</summary>
    [Test]
    public async Task The_words_are_of_one_language_and_the_numbers_the_readers()
    {
        await using Visit visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!, locale: "de-DE");
        await visit.LoadedAsync();
        await Assertions
            .Expect(visit.Tab.Locator("#freshness"))
            .ToHaveTextAsync("Data as of Jun 20, 2026 · refreshed 12 minutes ago (Jun 20, 2026, 02:30 PM UTC)");
        Assert.That((await visit.RowsAsync("#quality table"))[0], Does.StartWith("customer/customers | 1.250 | 2 | 0,2"));
    }

    [Test]
    public async Task The_head_says_how_many_rows_of_each_source_were_rejected()
    {
        string[] rows = await _visit.RowsAsync("#quality table");
        await Assertions.Expect(_visit.Tab.Locator("#quality summary strong")).ToHaveTextAsync("2 rows rejected");
        Assert.That(rows, Has.Length.EqualTo(8));
        // The dozen and the two who are left out, and the 1,236; 2 of 1,250 are 0.16 %.
        Assert.That(rows[0], Is.EqualTo("customer/customers | 1,250 | 2 | 0.2% | duplicate_key 1, missing 1 | –"));
    }
}
