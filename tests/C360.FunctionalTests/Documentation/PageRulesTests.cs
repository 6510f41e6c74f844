using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace C360.FunctionalTests.Documentation;

/// <summary>What holds for all pages: nothing to type escapes the tests without a reason, and what is not typed can be read by whoever it is for.</summary>
internal sealed partial class PageRulesTests
{
    /// <summary>Beside commands: settings and manifests, which are read here; answers; formulas for others' programs, which need a reason.</summary>
    private static readonly string[] Languages = ["bash", "python", "ini", "yaml", "json", "text", "csv", "csharp", "sql", "powerquery"];

    /// <summary>Why a block is not run, and how many are not.</summary>
    private static readonly Dictionary<string, int> NotRun = new()
    {
        ["starts the service that the other commands ask"] = 4,
        ["needs Docker"] = 3,
        ["needs a Kubernetes cluster"] = 4,
        ["needs a Spark cluster"] = 2,
        ["needs jq, where it is there AccessLogTests runs it"] = 1,
        ["a line for crontab, which SchedulePageTests runs"] = 1,
        ["builds a program, which CSharpClientTests does"] = 1,
        ["needs Jupyter, NotebookTests runs the cells"] = 1,
        ["restores packages from the network"] = 1,
        ["fetches newman, with which PostmanTests run the whole collection"] = 1,
        // No commands.
        ["a picture"] = 2,
        ["a list of files"] = 1,
        ["two lines of XML to type"] = 1,
        ["a part of a program"] = 1,
        ["needs Power BI"] = 1,
        ["needs Power Query"] = 1,
        ["needs Tableau"] = 1,
        // Messages, which are looked for in the sources.
        ["needs data that is too large for the memory"] = 1,
        ["needs a disk that is full"] = 1,
        ["needs a machine without npm"] = 1,
    };

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

    /// <summary>What cannot be provoked here is at least worded as the page says.</summary>
    [Test]
    public void Messages_that_are_only_quoted_are_those_of_the_sources()
    {
        string sources = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(MarkdownPage.Root, "src"), "*", SearchOption.AllDirectories)
                .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".targets", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
        string[] messages =
        [
            .. MarkdownPage
                .Read("docs/how-to/troubleshooting.md")
                .Blocks.Where(block => block is { Language: "text", NotRun: not null })
                .SelectMany(block => block.Text.Split('…', StringSplitOptions.RemoveEmptyEntries)),
        ];
        Assert.That(
            messages,
            Has.Length.GreaterThanOrEqualTo(3).And.All.Matches<string>(message => sources.Contains(message!, StringComparison.Ordinal))
        );
    }

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
