using System.Text.RegularExpressions;

namespace C360.UnitTests.House;

/// <summary>What a page promises is there: every relative link of every Markdown page leads to a file.</summary>
internal sealed partial class LinksTests
{
    [Test]
    public void Every_link_leads_somewhere() => Assert.That(Repository.Files(".", "*.md").SelectMany(Dead), Is.Empty);

    [TestCase("see [it](nowhere.md)", ExpectedResult = 1)]
    [TestCase("see [it](README.md#two-commands), [that](https://example.org/x) and [here](#there)", ExpectedResult = 0)]
    public int A_dead_link_is_found(string text) => Dead(new TextFile("page.md", text)).Count();

    private static IEnumerable<string> Dead(TextFile page) =>
        Link()
            .Matches(page.Text)
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, target.Split('#')[0]))
            .Where(target => !File.Exists(target) && !Directory.Exists(target))
            .Select(target => $"{page.Path}: {Path.GetRelativePath(Repository.Root, target)}");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
