using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The reader's key: where it is kept, how it is forgotten, and that a wrong one costs one of the address's twenty failures a minute.</summary>
[Category("Browser")]
internal sealed class KeyTests
{
    private readonly SourceFolder _data = DozenCustomers.Create();
    private readonly KeyFileOfTests _keys = new();
    private TestBrowser _browser = null!;
    private ApiHost _host = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _key = _keys.Add("everything", Scope.Read, Scope.Customers, Scope.Admin);
        _host = await ApiHost.StartAsync(_data, _keys.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _keys.Dispose();
        _data.Dispose();
    }

    [Test]
    public async Task It_is_in_this_tabs_storage_and_nowhere_else()
    {
        await using Visit visit = await OpenAsync();
        List<string> addresses = [];
        visit.Tab.Request += (_, request) => addresses.Add(request.Url);
        await GiveAsync(visit, _key);
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
        Assert.That(await visit.Tab.EvaluateAsync<string>("sessionStorage.getItem('c360.key')"), Is.EqualTo(_key));
        Assert.That(
            await visit.Tab.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie + location.href"),
            Does.Not.Contain(_key)
        );
        Assert.That(await visit.Tab.Locator("#key").InputValueAsync(), Is.Empty);
        Assert.That(await visit.Tab.ContentAsync(), Does.Not.Contain(_key));
        Assert.That(addresses, Has.Count.GreaterThan(9).And.None.Contains(_key));
        visit.AssertClean();
    }

    /// <summary>A link carries no key.</summary>
    [Test]
    public async Task The_links_lead_to_pages_that_need_none()
    {
        await using Visit visit = await OpenAsync();
        string[] links = await visit.Tab.Locator("a[href]:not(.skip)").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        Assert.That(links, Has.Length.GreaterThan(1));
        foreach (string link in links)
        {
            using HttpResponseMessage page = await _host.Client.GetAsync(link);
            Assert.That(page.IsSuccessStatusCode, Is.True, link);
            Assert.That(page.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"), link);
        }
    }

    [Test]
    public async Task Another_tab_asks_again()
    {
        await using Visit visit = await OpenAsync();
        await GiveAsync(visit, _key);
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
        IPage other = await visit.Context.NewPageAsync();
        await other.GotoAsync(visit.Tab.Url);
        await Assertions.Expect(other.Locator("dialog[open]")).ToHaveCountAsync(1);
        Assert.That(await other.EvaluateAsync<string?>("sessionStorage.getItem('c360.key')"), Is.Null);
    }

    [Test]
    public async Task It_is_forgotten_on_demand_with_all_that_it_has_shown()
    {
        await using Visit visit = await OpenAsync();
        await GiveAsync(visit, _key);
        await Assertions.Expect(visit.Tab.Locator("#churn tbody tr")).Not.ToHaveCountAsync(0);
        await visit.LoadedAsync();
        await visit.Tab.Locator("#forget").ClickAsync();
        await Assertions.Expect(visit.Tab.Locator("dialog[open]")).ToHaveCountAsync(1);
        Assert.That(await visit.Tab.EvaluateAsync<string>("JSON.stringify(sessionStorage)"), Does.Not.Contain(_key));
        await Assertions.Expect(visit.Tab.Locator("#cards td")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Tab.Locator("#forget")).ToBeHiddenAsync();
    }

    /// <summary>Two answers are still on their way: they come after the key is gone. The page goes on with the next key.</summary>
    [Test]
    public async Task What_was_asked_with_it_is_not_shown_once_it_is_forgotten()
    {
        await using Visit visit = await OpenAsync();
        var forgotten = new TaskCompletionSource();
        async Task LateAsync(IRoute route)
        {
            await forgotten.Task;
            await route.ContinueAsync();
        }
        await visit.Tab.RouteAsync("**/admin/data-quality", LateAsync);
        await visit.Tab.RouteAsync("**/rfm-segmentation", LateAsync);
        await GiveAsync(visit, _key);
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(9);
        await visit.Tab.Locator("#forget").ClickAsync();
        await Assertions.Expect(visit.Tab.Locator("dialog[open]")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("This service asks for a key");
        Task<IResponse> quality = visit.Tab.WaitForResponseAsync("**/admin/data-quality");
        forgotten.SetResult();
        await (await quality).FinishedAsync();
        await Assertions.Expect(visit.Tab.Locator("#reload")).ToBeEnabledAsync();
        await Assertions.Expect(visit.Tab.Locator("#quality")).ToBeEmptyAsync();
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=loading]")).ToHaveCountAsync(10);
        await GiveAsync(visit, _key);
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
        await Assertions.Expect(visit.Tab.Locator("#quality summary")).ToBeVisibleAsync();
        visit.AssertClean();
    }

    /// <summary>The page looks after the service once a minute; it has been away for two looks.</summary>
    [Test]
    public async Task It_is_still_asked_for_when_the_service_was_away()
    {
        await using Visit visit = await OpenAsync();
        await visit.Tab.Keyboard.PressAsync("Escape");
        await visit.Tab.RouteAsync("**/health", route => route.AbortAsync());
        await visit.Tab.Clock.FastForwardAsync("01:01");
        await Assertions.Expect(visit.Tab.Locator("#badges")).ToHaveTextAsync("Service: Not reachable");
        await Assertions.Expect(visit.Tab.Locator("#panel h2")).ToHaveTextAsync("This service asks for a key");
        await visit.Tab.UnrouteAsync("**/health");
        await visit.Tab.Clock.FastForwardAsync("01:01");
        await Assertions.Expect(visit.Tab.Locator("#badges")).ToHaveTextAsync("Service: Healthy");
        await visit.Tab.Locator("#panel-action").ClickAsync();
        await GiveAsync(visit, _key);
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
    }

    [Test]
    public async Task A_wrong_one_is_tried_once_and_not_kept()
    {
        await using Visit visit = await OpenAsync();
        int tried = 0;
        visit.Tab.Request += (_, request) => tried += request.Headers.ContainsKey("x-api-key") ? 1 : 0;
        await GiveAsync(visit, "c360_wrong");
        await Assertions.Expect(visit.Tab.Locator("#key-problem")).ToHaveTextAsync("This API key is not known");
        await Assertions.Expect(visit.Tab.Locator("#key")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Tab.Locator("#key")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.That(tried, Is.EqualTo(1));
        Assert.That(await visit.Tab.EvaluateAsync<string?>("sessionStorage.getItem('c360.key')"), Is.Null);
    }

    /// <summary>The browser could not send it; it would look as if the service were away.</summary>
    [Test]
    public async Task What_cannot_be_a_key_is_not_sent()
    {
        await using Visit visit = await OpenAsync();
        await GiveAsync(visit, "schlüssel");
        await Assertions.Expect(visit.Tab.Locator("#key-problem")).ToHaveTextAsync("This cannot be a key: it has letters that no key has.");
    }

    [Test]
    public async Task One_that_is_taken_back_is_asked_for_again()
    {
        string brief = _keys.Add("brief", Scope.Read, Scope.Customers, Scope.Admin);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await using Visit visit = await OpenAsync();
        await GiveAsync(visit, brief);
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
        await visit.LoadedAsync();
        _keys.Revoke("brief");
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await visit.Tab.Locator("#reload").ClickAsync();
        await Assertions.Expect(visit.Tab.Locator("#key-problem")).ToHaveTextAsync("This API key is not known");
        await Assertions.Expect(visit.Tab.Locator("#cards td")).ToHaveCountAsync(0);
    }

    private async Task<Visit> OpenAsync()
    {
        Visit visit = await Visit.OpenAsync(_browser, _host.Client.BaseAddress!);
        await Assertions.Expect(visit.Tab.Locator("dialog[open]")).ToHaveCountAsync(1);
        return visit;
    }

    private static async Task GiveAsync(Visit visit, string key)
    {
        await visit.Tab.Locator("#key").FillAsync(key);
        await visit.Tab.Locator("#key-use").ClickAsync();
    }
}
