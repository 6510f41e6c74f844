using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Playwright;

namespace C360.BrowserTests.Dashboard;

/// <summary>
/// Brings the page into a state, in both themes, wide and narrow: takes a picture to look at, and expects that an accessibility checker finds nothing and
/// that the page is not wider than its window.
/// </summary>
internal sealed class StatePictures(TestBrowser browser) : IAsyncDisposable
{
    /// <summary>Twelve customers made by hand.</summary>
    public SourceFolder Data { get; } = DozenCustomers.Create();

    public static async Task<StatePictures> StartAsync() => new(await TestBrowser.StartAsync());

    /// <summary>Shows the page in both themes and widths.</summary>
    public async Task ShowAsync(ApiHost host, string state, Func<Visit, Task> bring, Func<IPage, Task>? before = null, bool isLoaded = true)
    {
        await using Visit visit = await Visit.OpenAsync(browser, host.Client.BaseAddress!, before: before);
        if (isLoaded)
            await visit.LoadedAsync();
        await bring(visit);
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            // The page follows the system's theme: to load it again for the other one would show nothing more.
            await visit.Tab.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (int width in (int[])[1600, 400])
            {
                await visit.Tab.SetViewportSizeAsync(width, 1000);
                string name = $"{state}-{width}-{scheme.ToString().ToLowerInvariant()}";
                await visit.PictureAsync(name);
                Assert.That(await visit.ViolationsAsync(), Is.Empty, name);
                Assert.That(await visit.IsTooWideAsync(), Is.False, name);
            }
        }
        visit.AssertClean();
    }

    public async ValueTask DisposeAsync()
    {
        Data.Dispose();
        await browser.DisposeAsync();
    }
}
