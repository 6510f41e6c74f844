using Microsoft.Playwright;

namespace C360.BrowserTests;

/// <summary>The Chromium of this machine, without a window.</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private const string Install = "apt-get install -y chromium";
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    private readonly IPlaywright _playwright;

    private TestBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    /// <summary>Starts it. Where there is none, the tests are left out, but not in CI.</summary>
    public static async Task<TestBrowser> StartAsync()
    {
        string? chromium = Places.FirstOrDefault(File.Exists);
        if (chromium is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"There is no Chromium: {Install}");
        if (chromium is null)
            Assert.Ignore($"There is no Chromium; to run this test: {Install}");
        IPlaywright playwright = await Playwright.CreateAsync();
        return new TestBrowser(
            playwright,
            await playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = chromium,
                    Args = Flags,
                    Headless = true,
                }
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
