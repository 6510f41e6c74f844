using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>The page without a mouse.</summary>
[Category("Browser")]
internal sealed class KeyboardTests
{
    private const string Key = "a key of the tests";
    private readonly SourceFolder _data = DozenCustomers.Create();
    private TestBrowser _browser = null!;
    private ApiHost _open = null!;
    private ApiHost _keyed = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await TestBrowser.StartAsync();
        _open = await ApiHost.StartAsync(_data);
        _keyed = await ApiHost.StartAsync(_data, new Dictionary<string, string> { ["API_KEY"] = Key });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (ApiHost? host in (ApiHost?[])[_open, _keyed])
            if (host is not null)
                await host.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public async Task The_first_stop_skips_to_the_content()
    {
        await using Visit visit = await OpenAsync(_open);
        await visit.Tab.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Tab.Locator(".skip")).ToBeFocusedAsync();
        await visit.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Tab.Locator("#content")).ToBeFocusedAsync();
    }

    /// <summary>With every table open; each stop is where the eye expects it, after the one before, and can be seen.</summary>
    [Test]
    public async Task Tab_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is()
    {
        await using Visit visit = await OpenAsync(_open);
        int expected = await visit.Tab.EvaluateAsync<int>(
            """
            () => {
                document.querySelectorAll('details').forEach(each => { each.open = true; });
                window.stops = [...document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]')]
                    .filter(each => !each.disabled && each.checkVisibility());
                return window.stops.length;
            }
            """
        );
        // The skip link, 2 links, theme, reload, 9 folded tables and that of the sources with their scrollers, 2 choices, download, the list and its 8 headings.
        Assert.That(expected, Is.EqualTo(1 + 2 + 2 + 10 * 2 + 3 + 1 + 8));
        for (int i = 0; i < expected; i++)
        {
            await visit.Tab.Keyboard.PressAsync("Tab");
            string[] found = await visit.Tab.EvaluateAsync<string[]>(
                """
                () => [String(window.stops.indexOf(document.activeElement)), document.activeElement.outerHTML.slice(0, 80),
                       getComputedStyle(document.activeElement).outlineStyle]
                """
            );
            Assert.That(found[0], Is.EqualTo($"{i}"), found[1]);
            Assert.That(found[2], Is.Not.EqualTo("none"), found[1]);
        }
    }

    /// <summary>Of the twelve, those at risk with a lifetime value of 0 or more.</summary>
    [Test]
    public async Task The_list_is_sorted_by_its_headings()
    {
        await using Visit visit = await OpenAsync(_open);
        await visit.Tab.Locator("#churn-minimum").SelectOptionAsync("0");
        await visit.LoadedAsync();
        ILocator heading = visit.Tab.GetByRole(AriaRole.Button, new() { Name = "Lifetime value" });
        await heading.FocusAsync();
        await visit.Tab.Keyboard.PressAsync("Enter");
        decimal[] falling = await LifetimeValuesAsync(visit);
        Assert.That(falling, Has.Length.GreaterThan(2).And.Ordered.Descending);
        await Assertions.Expect(visit.Tab.Locator("#churn th[aria-sort=descending]")).ToContainTextAsync("Lifetime value");
        await Assertions.Expect(visit.Tab.Locator("#live")).ToHaveTextAsync("Sorted by Lifetime value, descending");
        await visit.Tab.Keyboard.PressAsync("Space");
        Assert.That(await LifetimeValuesAsync(visit), Is.EqualTo(falling.Reverse()));
        await Assertions.Expect(heading).ToBeFocusedAsync();

        await visit.Tab.GetByRole(AriaRole.Button, new() { Name = "E-mail" }).PressAsync("Enter");
        await Assertions.Expect(visit.Tab.Locator("#churn th[aria-sort]")).ToHaveCountAsync(1);
        string[] rows = await visit.RowsAsync("#churn table");
        Assert.That(rows.Select(row => row.Split(" | ")[1]), Is.Ordered.Ascending.Using<string>(string.CompareOrdinal));
    }

    /// <summary>A reload brings newer data in the same way as the look after it does.</summary>
    [Test]
    public async Task Newer_data_leaves_open_what_is_open_and_the_focus_where_it_is()
    {
        await using Visit visit = await OpenAsync(_open);
        await visit.Tab.Locator("#churn-minimum").SelectOptionAsync("0");
        await visit.LoadedAsync();
        foreach (string folded in (string[])["#revenue summary", "#quality summary"])
            await visit.Tab.Locator(folded).ClickAsync();
        ILocator heading = visit.Tab.GetByRole(AriaRole.Button, new() { Name = "Lifetime value" });
        await heading.PressAsync("Enter");
        string[] sorted = await visit.RowsAsync("#churn table");
        await visit.Tab.EvaluateAsync(
            """
            () => {
                document.querySelectorAll('table').forEach(each => { each.id = 'old'; });
                // Without the mouse, which would take the focus along.
                document.getElementById('reload').click();
            }
            """
        );
        await Assertions.Expect(visit.Tab.Locator("#old")).ToHaveCountAsync(0);
        await visit.LoadedAsync();
        await Assertions.Expect(heading).ToBeFocusedAsync();
        await Assertions.Expect(visit.Tab.Locator("#churn th[aria-sort=descending]")).ToContainTextAsync("Lifetime value");
        Assert.That(await visit.RowsAsync("#churn table"), Is.EqualTo(sorted));
        foreach (string unfolded in (string[])["#revenue details", "#quality details"])
            await Assertions.Expect(visit.Tab.Locator(unfolded)).ToHaveAttributeAsync("open", "");
    }

    [Test]
    public async Task The_dialog_keeps_the_focus_until_escape_closes_it()
    {
        await using Visit visit = await OpenAsync(_keyed);
        await Assertions.Expect(visit.Tab.Locator("#key")).ToBeFocusedAsync();
        for (int i = 0; i < 8; i++)
        {
            await visit.Tab.Keyboard.PressAsync(i < 5 ? "Tab" : "Shift+Tab");
            // Between the last and the first stop is the browser's own bar.
            Assert.That(
                await visit.Tab.EvaluateAsync<bool>(
                    "document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)"
                ),
                Is.True
            );
        }
        await visit.Tab.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Tab.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Tab.Locator("#panel-action")).ToBeFocusedAsync();
        await visit.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Tab.Locator("#key")).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_key_is_given_without_a_mouse()
    {
        await using Visit visit = await OpenAsync(_keyed);
        await visit.Tab.Locator("#key").FillAsync(Key);
        await visit.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Tab.Locator(".card[data-state=ready]")).ToHaveCountAsync(10);
    }

    [Test]
    public async Task A_theme_is_chosen_and_kept_for_the_tab()
    {
        await using Visit visit = await OpenAsync(_open);
        string light = await BackgroundAsync(visit);
        await visit.Tab.Locator("#theme").PressAsync("Enter");
        await Assertions.Expect(visit.Tab.Locator("#theme")).ToHaveAttributeAsync("aria-pressed", "true");
        string dark = await BackgroundAsync(visit);
        Assert.That(dark, Is.Not.EqualTo(light));
        await visit.Tab.ReloadAsync();
        Assert.That(await BackgroundAsync(visit), Is.EqualTo(dark));
    }

    private static Task<string> BackgroundAsync(Visit visit) =>
        visit.Tab.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");

    private static async Task<decimal[]> LifetimeValuesAsync(Visit visit) =>
        [
            .. (await visit.RowsAsync("#churn table")).Select(row =>
                decimal.Parse(row.Split(" | ")[5], System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];

    private async Task<Visit> OpenAsync(ApiHost host)
    {
        Visit visit = await Visit.OpenAsync(_browser, host.Client.BaseAddress!);
        await visit.LoadedAsync();
        return visit;
    }
}
