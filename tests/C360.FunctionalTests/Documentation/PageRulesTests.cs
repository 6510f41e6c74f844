using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace C360.FunctionalTests.Documentation;

/// <summary>What holds for all pages: nothing to type escapes the tests without a reason, and what is not typed can be read by whoever it is for.</summary>
internal sealed partial class PageRulesTests
{
    /// <summary>Beside commands: settings and manifests, which are read here; answers; formulas for others' programs, which need a reason.</summary>
    private static readonly string[] Languages = ["bash", "python", "ini", "yaml", "json", "text", "csv", "csharp", "sql", "powerquery"];

    /// <summary>Why a block is not run, and how many are not.</summary>
    private static readonly Dictionary<string, int> NotRun = new();

    private static IEnumerable<(string Path, PageBlock Block)> Blocks =>
        MarkdownPage.All.Select(MarkdownPage.Read).SelectMany(page => page.Blocks.Select(block => (page.Path, block)));

    [Test]
    public void Every_block_says_what_it_is() =>
        Assert.That(Blocks.Where(it => !Languages.Contains(it.Block.Language)).Select(Place), Is.Empty);

    /// <summary>Whoever adds one changes the numbers: nothing is left out in silence.</summary>
    [Test]
    public void What_is_not_run_is_counted_by_its_reason()
    {
        foreach ((string path, PageBlock block) in Blocks.Where(it => it.Block.NotRun is not null))
            TestContext.Out.WriteLine($"{block.NotRun}: {Place((path, block))}");
        Assert.That(
            Blocks.Select(it => it.Block.NotRun).OfType<string>().CountBy(reason => reason).ToDictionary(),
            Is.EquivalentTo(NotRun)
        );
    }

    [Test]
    public void What_no_test_can_check_says_why() =>
        Assert.That(
            Blocks
                .Where(it => it.Block is { Language: "csharp" or "sql" or "powerquery" or "json" or "text" or "csv", NotRun: null })
                .Select(Place),
            Is.Empty
        );

    [Test]
    public void Every_setting_in_a_block_is_one()
    {
        string[] known =
        [
            .. File.ReadAllLines(Path.Combine(MarkdownPage.Root, ".env.example"))
                .Select(line => Setting().Match(line))
                .Where(match => match.Success)
                .Select(match => match.Groups["name"].Value),
        ];
        Assert.That(
            Blocks
                .Where(it => it.Block.Language == "ini")
                .SelectMany(it => it.Block.Text.Split('\n').Select(line => (Place(it), line)))
                .Where(it =>
                    it.line.Length > 0 && !it.line.StartsWith('#') && !known.Contains(Setting().Match(it.line).Groups["name"].Value)
                ),
            Is.Empty
        );
    }

    [Test]
    public void Every_manifest_in_a_block_is_yaml()
    {
        foreach ((string path, PageBlock block) in Blocks.Where(it => it.Block.Language == "yaml"))
            Assert.DoesNotThrow(() => new YamlStream().Load(new StringReader(block.Text)), Place((path, block)));
    }

    private static string Place((string Path, PageBlock Block) it) => $"{it.Path}, line {it.Block.Line} ({it.Block.Language})";

    [GeneratedRegex("^(?<name>[A-Z][A-Z0-9_]*)=")]
    private static partial Regex Setting();
}
