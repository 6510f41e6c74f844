using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>The access log of the executable: where it goes, that nothing turns it off, and that the page's question is answered from it.</summary>
internal sealed partial class AccessLogTests
{
    private const string Asked = "CUST000123";
    private string _folder = null!;
    private SourceFolder _data = null!;

    private string Log => Path.Combine(_folder, "access.ndjson");

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("c360-access-").FullName;
        _data = new SourceFolder().Customers(new { customer_id = Asked }, new { customer_id = "CUST0001234" });
    }

    [TearDown]
    public Task RemoveFolder()
    {
        _data.Dispose();
        return TempFolder.RemoveAsync(_folder);
    }

    [Test]
    public async Task Whatever_the_level_of_the_log_it_is_on_standard_output()
    {
        await using RealService service = await RealService.StartQuietlyAsync(
            _folder,
            ("C360_DATA_PATH", _data.Path),
            ("LOG_LEVEL", "CRITICAL"),
            ("LOG_FORMAT", "text")
        );
        await AskAsync(service);
        Assert.That(() => service.Lines.Count, Is.EqualTo(4).After(10_000, 10));
        Assert.That(
            service.Lines.Select(line => JsonNode.Parse(line)!).Select(line => $"{line["log"]} {line["status"]} {line["rows"]}"),
            Is.EqualTo((string[])["access 200 2", "access 200 2", "access 200 1", "access 404 0"])
        );
    }

    /// <summary>On standard output among the lines of the ordinary log, and in a file of its own.</summary>
    [TestCase("stdout")]
    [TestCase("file")]
    public async Task The_page_says_how_to_find_out_who_saw_a_customer(string target)
    {
        await using RealService service = await RealService.StartAsync(
            _folder,
            ("C360_DATA_PATH", _data.Path),
            ("ACCESS_LOG", target == "file" ? Log : target)
        );
        await AskAsync(service);
        if (target == "stdout")
        {
            Assert.That(() => service.Lines.Count(IsAccess), Is.EqualTo(4).After(10_000, 10));
            await File.WriteAllLinesAsync(Log, service.Lines);
        }
        else
            Assert.That(service.Lines.Where(IsAccess), Is.Empty);
        string page = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "docs", "how-to", "production.md")
        );
        string[] commands = [.. Block().Matches(page).Select(match => match.Groups["text"].Value).Where(IsQuestion)];
        Assert.That(commands, Has.Length.EqualTo(2));
        foreach (string command in commands)
        {
            string here = command.Replace("/srv/c360/access.ndjson", Log, StringComparison.Ordinal);
            (int code, string[] found) = await ShellAsync(here.Replace("2026-06-01", "2000-01-01", StringComparison.Ordinal));
            if (code == 127)
                continue; // jq is not on every machine, grep is
            Assert.That(
                found
                    .Select(line => JsonNode.Parse(line)!)
                    .Select(line => $"{line["method"]} {line["route"]} {line["status"]} {line["address"]}"),
                Is.EqualTo(
                    (string[])
                        [
                            "GET /analytics/customer-profiles 200 127.0.0.1",
                            "GET /analytics/customer-profiles 200 127.0.0.1",
                            "GET /analytics/customer-profiles/{customer_id} 200 127.0.0.1",
                        ]
                ),
                command
            );
        }
    }

    [Test]
    public async Task On_standard_output_it_does_not_mix_with_the_ordinary_log()
    {
        const int Requests = 300;
        await using RealService service = await RealService.StartAsync(
            _folder,
            ("C360_DATA_PATH", _data.Path),
            ("RATE_LIMIT_PER_MINUTE", "0")
        );
        await AskAsync(service);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) => await StatusAsync(service, i % 2 == 0 ? "/analytics/customer-profiles" : "/finance/revenue-analysis")
        );
        Assert.That(
            () => service.Lines.Count(line => line.Contains("GET /", StringComparison.Ordinal)),
            Is.AtLeast(Requests + 4).After(10_000, 10)
        );
        JsonNode[] lines = [.. service.Lines.Select(line => JsonNode.Parse(line)!)];
        Assert.That(lines.Count(line => (string?)line["log"] == "access"), Is.EqualTo((Requests / 2) + 4));
    }

    [Test, Platform("Unix,Linux,MacOsX")]
    public async Task When_nobody_reads_standard_output_any_more_nobody_gets_persons_data()
    {
        await using RealService service = await RealService.StartUnheardAsync(_folder, ("C360_DATA_PATH", _data.Path));
        for (int left = 600; left > 0 && await StatusAsync(service, "/health/ready") != 200; left--)
            await Task.Delay(100);
        Assert.That(await StatusAsync(service, "/finance/revenue-analysis"), Is.EqualTo(200));
        Assert.That(await StatusAsync(service, "/analytics/customer-profiles"), Is.EqualTo(500));
    }

    [Test]
    public async Task A_file_that_cannot_be_written_stops_it_with_one_line() =>
        Assert.That(
            await RealService.RunAsync(_folder, [], ("ACCESS_LOG", "none/access.ndjson")),
            Is.EqualTo(
                (
                    2,
                    "",
                    "ACCESS_LOG=none/access.ndjson: must be stdout, or a file that can be written, in a folder that is there"
                        + Environment.NewLine
                )
            )
        );

    /// <summary>Both customers twice, one of them, and one who is not there.</summary>
    private static async Task AskAsync(RealService service)
    {
        for (int left = 600; left > 0 && await StatusAsync(service, "/health/ready") != 200; left--)
            await Task.Delay(100);
        foreach (string path in (string[])["", "", "/" + Asked, "/CUST00012"])
            await StatusAsync(service, "/analytics/customer-profiles" + path);
    }

    private static async Task<int> StatusAsync(RealService service, string path)
    {
        using HttpResponseMessage response = await service.Client.GetAsync(path);
        return (int)response.StatusCode;
    }

    private static bool IsAccess(string line) => line.Contains("\"log\":\"access\"", StringComparison.Ordinal);

    private static bool IsQuestion(string block) =>
        block.StartsWith("jq ", StringComparison.Ordinal) || block.StartsWith("grep ", StringComparison.Ordinal);

    private static async Task<(int Code, string[] Lines)> ShellAsync(string command)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"^```\w*\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
