using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Configuration;

/// <summary>The page on refreshing by the clock: its settings, and the line of its crontab against a real service.</summary>
internal sealed partial class SchedulePageTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    internal static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
    private readonly SourceFolder _data = new SourceFolder().Customers(new { customer_id = "C1" });
    private string _folder = null!;
    private RealService _service = null!;
    private string[] _blocks = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("c360-schedule-").FullName;
        _blocks =
        [
            .. Block()
                .Matches(await File.ReadAllTextAsync(Path.Combine(Root, "docs", "how-to", "schedule.md")))
                .Select(match => match.Groups["text"].Value),
        ];
        await File.WriteAllTextAsync(
            Path.Combine(_folder, ".env"),
            _blocks.Single(block => block.StartsWith("REFRESH_CRON=", StringComparison.Ordinal)) + "\n"
        );
        await File.WriteAllTextAsync(Path.Combine(_folder, "scheduler.key"), Key + "\n");
        _service = await RealService.StartAsync(_folder, ("C360_DATA_PATH", _data.Path), ("C360_AS_OF", "2026-06-20"), ("API_KEY", Key));
        _service.Client.DefaultRequestHeaders.Add("X-API-Key", Key);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        _data.Dispose();
        await TempFolder.RemoveAsync(_folder);
    }

    [Test]
    public async Task The_settings_of_the_page_are_in_force()
    {
        JsonNode schedule = JsonNode.Parse(await _service.Client.GetStringAsync("/admin/schedule"))!["data"]!;
        Assert.That(((string?)schedule["cron"], (string?)schedule["time_zone"]), Is.EqualTo(("30 2 * * *", "Europe/Berlin")));
        // 02:30 in Berlin.
        Assert.That((string?)schedule["next_run_at"], Does.EndWith("T00:30:00Z").Or.EndWith("T01:30:00Z"));
    }

    [Test]
    public async Task The_line_of_the_crontab_follows_a_refresh_to_its_end()
    {
        (int first, string said, string error) = await CrontabAsync();
        Assert.That(first, Is.Zero, error);
        Assert.That(said, Does.Match("^(published: [0-9TZ]+-[0-9a-f]{6}|up to date)$")); // the service's own first refresh may be done
        Assert.That((await CrontabAsync()).Output, Is.EqualTo("up to date").Or.EqualTo(said));
    }

    [Test]
    public async Task Whoever_is_refused_or_finds_nobody_is_told()
    {
        (int code, string said, string error) = await CrontabAsync(key: "another");
        Assert.That((code, said), Is.EqualTo((1, "")));
        Assert.That(error, Does.Contain("credential_unknown").And.Not.Contain(Key));
        (code, said, error) = await RunAsync("/bin/sh", Path.Combine(Root, "scripts", "refresh.sh"));
        Assert.That((code, said), Is.Not.EqualTo((0, "")));
        Assert.That(error, Does.Contain("URL is missing"));
    }

    /// <summary>Its path, address and file are the test's.</summary>
    private async Task<(int Code, string Output, string Error)> CrontabAsync(string key = Key)
    {
        string file = Path.Combine(_folder, $"{key}.key");
        await File.WriteAllTextAsync(file, key + "\n");
        string line = _blocks.Single(block => block.StartsWith("30 2 * * * ", StringComparison.Ordinal))["30 2 * * * ".Length..];
        string command = line.Replace("/srv/c360/refresh.sh", Path.Combine(Root, "scripts", "refresh.sh"), StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8000", _service.Client.BaseAddress!.ToString(), StringComparison.Ordinal)
            .Replace("/srv/c360/scheduler.key", file, StringComparison.Ordinal);
        return await RunAsync("/bin/sh", "-c", command);
    }

    internal static async Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PAUSE"] = "0.2";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, (await output).TrimEnd(), await error);
    }

    [GeneratedRegex(@"^```\w*\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
