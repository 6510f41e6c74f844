using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>A visit to the dashboard in a tab of its own. What the page fetches from elsewhere and what the browser complains of is noted.</summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>What the reader's clock says when the page opens: twelve minutes after the services of the tests have built their data.</summary>
    public static readonly DateTime Now = new(2026, 6, 20, 14, 42, 0, DateTimeKind.Utc);

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [];

    private Visit(IBrowserContext context, IPage tab) => (_context, Tab) = (context, tab);

    public IPage Tab { get; }

    /// <summary>The tab's neighbours: what it keeps for all tabs they would see.</summary>
    public IBrowserContext Context => _context;

    /// <summary>Opens the page.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="service">The service.</param>
    /// <param name="width">The window's width.</param>
    /// <param name="before">Prepares the tab.</param>
    /// <param name="locale">The reader's language and country.</param>
    public static async Task<Visit> OpenAsync(
        TestBrowser browser,
        Uri service,
        int width = 1600,
        Func<IPage, Task>? before = null,
        string locale = "en-US"
    )
    {
        IBrowserContext context = await browser.Browser.NewContextAsync(
            new()
            {
                ColorScheme = ColorScheme.Light,
                Locale = locale,
                TimezoneId = "UTC",
                ViewportSize = new() { Width = width, Height = 1000 },
                // Pictures of what moves differ.
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        IPage tab = await context.NewPageAsync();
        var visit = new Visit(context, tab);
        visit.Watch(service.Authority);
        await tab.Clock.InstallAsync(new() { TimeDate = Now });
        if (before is not null)
            await before(tab);
        await tab.GotoAsync(service.ToString());
        return visit;
    }

    /// <summary>Waits until every card has its answer, whatever that is.</summary>
    public async Task LoadedAsync()
    {
        await Assertions.Expect(Tab.Locator("#reload")).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(Tab.Locator(".card[aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
    }

    /// <summary>The state that a card is in.</summary>
    public async Task<string?> StateAsync(string card) => await Tab.Locator($"#{card}").GetAttributeAsync("data-state");

    /// <summary>The texts of the rows of a table, cells apart by a bar.</summary>
    public async Task<string[]> RowsAsync(string selector) =>
        await Tab.Locator(selector)
            .EvaluateAsync<string[]>(
                "table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent).join(' | '))"
            );

    /// <summary>Takes a picture of the whole page.</summary>
    public async Task PictureAsync(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "dashboard-pictures")).FullName;
        string picture = Path.Combine(folder, $"{name}.png");
        await Tab.ScreenshotAsync(new() { Path = picture, FullPage = true });
        TestContext.AddTestAttachment(picture);
    }

    /// <summary>What an accessibility checker finds, contrast included.</summary>
    public async Task<string[]> ViolationsAsync()
    {
        await Tab.EvaluateAsync(Axe.Value);
        return await Tab.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .flatMap(found => found.nodes.map(node => `${found.id}: ${node.target} ${node.any[0]?.message ?? ''}`))
            """
        );
    }

    /// <summary>Whether the page is wider than the window.</summary>
    public Task<bool> IsTooWideAsync() =>
        Tab.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Nothing was fetched from elsewhere, no script failed and nothing broke the page's own policy.</summary>
    public void AssertClean() => Assert.That(_problems, Is.Empty);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Watch(string authority)
    {
        Tab.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme is not ("data" or "blob") && target.Authority != authority)
                _problems.Add($"fetched {request.Url}");
        };
        Tab.PageError += (_, error) => _problems.Add(error);
        // A status that is no success is told in the console, too; those are what some tests are about.
        Tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _problems.Add(message.Text);
        };
    }
}
