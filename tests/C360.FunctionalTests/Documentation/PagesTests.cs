using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Documentation;

/// <summary>Every command of every page is run, and prints what the page says.</summary>
internal sealed class PagesTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("c360-page-").FullName;

    [TearDown]
    public Task RemoveFolder() => TempFolder.RemoveAsync(_folder);

    [TestCaseSource(typeof(MarkdownPage), nameof(MarkdownPage.All))]
    [Platform("Unix,Linux,MacOsX")]
    public async Task What_a_page_says_is_so(string path)
    {
        await using var run = new PageRun(MarkdownPage.Read(path), SampleServicesSetUp.Services, _folder);
        Assert.That(await run.RunAsync(), Is.Empty);
    }
}
