using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Documentation;

/// <summary>Every command of every page is run, and prints what the page says; what is typed into other programs at least asks what there is.</summary>
internal sealed partial class PagesTests
{
    private string _folder = null!;

    private static HttpClient Client => SampleServicesSetUp.Services.Shared.Client;

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

    /// <summary>Those outside of blocks: the ones to click on, and to copy into a dialog.</summary>
    [Test]
    public async Task Every_address_that_a_page_names_is_one()
    {
        string[] addresses =
        [
            .. MarkdownPage
                .All.Select(path => File.ReadAllText(Path.Combine(MarkdownPage.Root, path)))
                .SelectMany(text => Address().Matches(Fenced().Replace(text, "")))
                .Select(match => match.Groups["path"].Value)
                .Distinct(),
        ];
        Assert.That(addresses, Has.Length.GreaterThan(1));
        foreach (string address in addresses)
            // What is there for POST alone is there.
            Assert.That(await StatusAsync(address), Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.MethodNotAllowed), address);
    }

    /// <summary>The formula of the page asks an address that answers, and gives types to columns that are there.</summary>
    [Test]
    public async Task The_formula_for_Power_BI_asks_what_there_is()
    {
        string formula = MarkdownPage.Read("docs/how-to/clients/power-bi.md").Blocks.Single(block => block.Language == "powerquery").Text;
        string query = Regex.Match(formula, @"Query = \[(?<pairs>[^\]]+)\]").Groups["pairs"].Value;
        string address =
            Regex.Match(formula, "RelativePath = \"(?<path>[^\"]+)\"").Groups["path"].Value
            + "?"
            + string.Join('&', Pair().Matches(query).Select(pair => $"{pair.Groups["name"].Value}={pair.Groups["value"].Value}"));
        JsonNode answer = JsonNode.Parse(await Client.GetStringAsync(address))!;
        string[] columns = [.. Column().Matches(formula).Select(match => match.Groups["name"].Value)];
        Assert.That(columns, Has.Length.EqualTo(5));
        Assert.That(columns, Is.SubsetOf(answer["data"]![0]!.AsObject().Select(member => member.Key)));
        string[] table = [.. Quoted().Matches(TableColumns().Match(formula).Value).Select(match => match.Groups["name"].Value)];
        Assert.That(table, Has.Length.EqualTo(11).And.SubsetOf(answer["data"]![0]!.AsObject().Select(member => member.Key)));
        Assert.That(columns, Is.SubsetOf(table));
        Assert.That((bool?)answer["meta"]!["truncated"], Is.False);
        Assert.That((string?)answer["meta"]!["as_of"], Is.EqualTo("2026-06-20"));
    }

    private static async Task<HttpStatusCode> StatusAsync(string address)
    {
        using HttpResponseMessage response = await Client.GetAsync(address);
        return response.StatusCode;
    }

    [GeneratedRegex("http://localhost:8000(?<path>/[^\\s`\"'<>|)]*)")]
    private static partial Regex Address();

    [GeneratedRegex(@"^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("(?<name>\\w+) = \"(?<value>[^\"]*)\"")]
    private static partial Regex Pair();

    [GeneratedRegex(@"Columns = \{[^}]+\}")]
    private static partial Regex TableColumns();

    [GeneratedRegex("\"(?<name>\\w+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\{\"(?<name>\\w+)\", ")]
    private static partial Regex Column();
}
