using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;

namespace C360.BrowserTests;

/// <summary>The documentation pages in a real browser: they render, without an error, and fetch nothing from elsewhere.</summary>
[Category("Browser")]
internal sealed class PagesTests
{
    private const string Key = "a key of the tests";
    private string _folder = null!;
    private WebApplicationFactory<Program> _factory = null!;
    private TestBrowser _chromium = null!;

    private IBrowser Browser => _chromium.Browser;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _chromium = await TestBrowser.StartAsync();
        _folder = Directory.CreateTempSubdirectory("c360-browser-").FullName;
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            // The pages need no data: the first refresh of an empty folder fails, and they show all the same.
            builder.UseSetting("C360_DATA_PATH", _folder);
            builder.UseSetting("SNAPSHOT_PATH", Path.Combine(_folder, "snapshots"));
            builder.UseSetting("LOG_LEVEL", "CRITICAL");
            builder.UseSetting("API_KEY", Key);
        });
        _factory.UseKestrel(0);
        _factory.StartServer();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_factory is not null)
            await _factory.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    [TestCase("docs", "High-value customers who stopped buying")]
    [TestCase("redoc", "churn-risk-customers")]
    public async Task A_page_renders_and_fetches_nothing_from_elsewhere(string page, string expected)
    {
        Uri address = _factory.ClientOptions.BaseAddress;
        IPage tab = await Browser.NewPageAsync();
        List<string> foreign = [];
        List<string> problems = [];
        tab.RequestFinished += (_, request) => Note(request);
        // What the content security policy stopped has not left the browser.
        tab.RequestFailed += (_, request) =>
        {
            if (request.Failure != "csp")
                Note(request);
        };
        tab.PageError += (_, error) => problems.Add(error);

        await tab.GotoAsync(new Uri(address, $"/{page}").ToString());
        await tab.GetByText(new Regex(Regex.Escape(expected))).First.WaitForAsync(new() { Timeout = 30_000 });
        string picture = Path.Combine(AppContext.BaseDirectory, $"{page}.png");
        await tab.ScreenshotAsync(new() { Path = picture, FullPage = true });
        TestContext.AddTestAttachment(picture);

        Assert.That(foreign, Is.Empty);
        Assert.That(problems, Is.Empty);

        void Note(IRequest request)
        {
            var target = new Uri(request.Url);
            if (target.Scheme is "http" or "https" or "ws" or "wss" && target.Authority != address.Authority)
                foreign.Add(request.Url);
        }
    }

    /// <summary>Metrics need a key and no data: without the key the page shows 401, with it 200.</summary>
    [Test]
    public async Task A_key_can_be_given_to_the_page_and_is_sent_with_what_is_tried_out()
    {
        IPage tab = await Browser.NewPageAsync();
        await tab.GotoAsync(new Uri(_factory.ClientOptions.BaseAddress, "/docs/index.html").ToString());
        ILocator operation = tab.Locator("#operations-Admin-metrics");
        await operation.ClickAsync();
        Assert.That(await StatusAsync(), Is.EqualTo(401));

        await tab.Locator(".auth-wrapper .btn.authorize").First.ClickAsync();
        await tab.Locator(".auth-container input").First.FillAsync(Key);
        await tab.Locator(".auth-container .btn.authorize").First.ClickAsync();
        await tab.Locator(".btn-done").First.ClickAsync();
        Assert.That(await StatusAsync(), Is.EqualTo(200));

        async Task<int> StatusAsync()
        {
            IResponse response = await tab.RunAndWaitForResponseAsync(
                () => operation.Locator(".btn.execute").ClickAsync(),
                response => response.Url.EndsWith("/admin/metrics", StringComparison.Ordinal)
            );
            return response.Status;
        }
    }
}
