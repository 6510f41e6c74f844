using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure;

namespace C360.FunctionalTests.Commands;

/// <summary>The verb refresh, as the real executable in a working folder of its own.</summary>
internal sealed class RefreshTests
{
    private string _working = null!;

    private string Snapshots => Path.Combine(_working, "snapshots");

    [SetUp]
    public void MakeFolder() => _working = Directory.CreateTempSubdirectory("c360-refresh-").FullName;

    [TearDown]
    public Task RemoveFolder() => TempFolder.RemoveAsync(_working);

    [Test]
    public async Task It_publishes_says_so_and_does_nothing_the_second_time()
    {
        // One of 21 ticket rows names nobody: rejected, below five per cent.
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C2" })
            .Transactions([.. Enumerable.Range(1, 20).Select(i => new { transaction_id = $"T{i}", customer_id = "C1" })])
            .Transactions(new { transaction_id = "T21", customer_id = "nobody" });
        (int code, string output, string error) = await RefreshAsync(data.Path);
        (int again, string nothing, _) = await RefreshAsync(data.Path, "--json");
        (int forced, string built, _) = await RefreshAsync(data.Path, "--force", "--json");

        Assert.Multiple(() =>
        {
            Assert.That((code, again, forced), Is.EqualTo((0, 0, 0)), error);
            Assert.That(output, Does.Match("^Snapshot [0-9TZ]+-[0-9a-f]{6} is published after [0-9.]+ s: 2 customers, 1 rejected rows\n$"));
            // Plain lines for whoever is no terminal.
            Assert.That(error, Does.Match("(?m)^Stage reading sales/transactions took [0-9]+ ms for 21 rows$"));
            JsonNode first = JsonNode.Parse(nothing)!,
                second = JsonNode.Parse(built)!;
            Assert.That(((string?)first["status"], (string?)first["refresh_id"]), Is.EqualTo(("up_to_date", (string?)null)));
            Assert.That(output, Does.Contain((string)first["data_version"]!));
            Assert.That(
                ((string?)second["status"], (int)second["total_customers"]!, (int)second["rejected"]!),
                Is.EqualTo(("succeeded", 2, 1))
            );
            Assert.That((string)second["data_version"]!, Is.Not.EqualTo((string)first["data_version"]!));
            Assert.That(Left(".building-*").Concat(Left(".temp-*")), Is.Empty);
        });
    }

    [Test]
    public async Task What_fails_is_told_in_a_line_and_the_last_snapshot_stays()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await RefreshAsync(data.Path);
        string before = await File.ReadAllTextAsync(Path.Combine(Snapshots, "current"));
        data.Without("sales/transactions");
        (int code, string output, string error) = await RefreshAsync(data.Path);

        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(error.TrimEnd().Split('\n')[^1], Does.Contain("sales/transactions").And.Not.Contain(data.Path));
        Assert.That(error, Does.Not.Contain("   at "));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Snapshots, "current")), Is.EqualTo(before));
    }

    [TestCase("refresh --forced", "Unrecognized command or argument '--forced'.")]
    [TestCase("refresh now", "Unrecognized command or argument 'now'.")]
    public async Task A_command_that_makes_no_sense_is_refused(string command, string expected)
    {
        (int code, _, string error) = await RealService.RunAsync(_working, command.Split(' '));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith(expected));
    }

    [TestCase("C360_AS_OF", "yesterday", "C360_AS_OF=yesterday: must be today, latest or a date YYYY-MM-DD")]
    [TestCase("ENVIRONMENT", "production", "C360_DATA_PATH is not set: with ENVIRONMENT=production set it to the folder of the sources")]
    [TestCase("C360_DATAPATH", "x", "C360_DATAPATH is no setting of C360; did you mean C360_DATA_PATH?")]
    public async Task A_bad_setting_is_named(string name, string value, string line) =>
        Assert.That(await RealService.RunAsync(_working, ["refresh"], (name, value)), Is.EqualTo((2, "", line + Environment.NewLine)));

    [Test]
    public async Task It_needs_no_keys_where_the_service_does()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        (int code, _, string error) = await RealService.RunAsync(
            _working,
            ["refresh"],
            ("ENVIRONMENT", "production"),
            ("C360_DATA_PATH", data.Path)
        );
        Assert.That(code, Is.Zero, error);
    }

    [Test]
    public async Task A_service_beside_it_follows()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await RefreshAsync(data.Path);
        await using RealService service = await RealService.StartAsync(
            _working,
            ("C360_DATA_PATH", data.Path),
            ("C360_AS_OF", "2026-06-20")
        );
        data.Customers(new { customer_id = "C2" });
        (int code, _, string error) = await RefreshAsync(data.Path);
        Assert.That(code, Is.Zero, error);
        var waited = Stopwatch.StartNew();
        int customers;
        do
        {
            customers = (int)JsonNode.Parse(await service.Client.GetStringAsync("/health"))!["total_customers"]!;
            await Task.Delay(50); // a process of its own has nothing that a test could await
        } while (customers != 2 && waited.Elapsed < TimeSpan.FromSeconds(20));
        Assert.That(customers, Is.EqualTo(2));
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Whoever_stops_it_finds_nothing_left_behind(string signal)
    {
        string data = Path.Combine(_working, "data");
        InfrastructureServices.GenerateSampleData(5000, 7, new DateOnly(2026, 6, 20), "csv", data, CancellationToken.None);
        using Process process = RealService.Start(_working, ["refresh"], ("C360_DATA_PATH", data), ("C360_AS_OF", "2026-06-20"));
        while (!Directory.Exists(Snapshots) || !Directory.EnumerateFiles(Snapshots, "c360.duckdb", SearchOption.AllDirectories).Any())
            await Task.Delay(5);
        await Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(Left(".building-*").Concat(Left(".temp-*")), Is.Empty);
        Assert.That(File.Exists(Path.Combine(Snapshots, "current")), Is.False);
    }

    [TestCase("", "serve", "refresh", "generate", "validate", "snapshots", "keys", "health", "smoke")]
    [TestCase("serve", "API_PORT", "Exit code")]
    [TestCase("refresh", "--force", "--json", "C360_DATA_PATH", "SNAPSHOT_PATH", "Exit code")]
    [TestCase("generate", "--customers", "Exit code")]
    [TestCase("validate", "--json", "Exit code")]
    [TestCase("snapshots", "activate", "SNAPSHOT_PATH", "Exit code")]
    [TestCase("keys", "API_KEYS_FILE", "Exit code")]
    [TestCase("health", "settings", "Exit code")]
    [TestCase("smoke", "--key", "--key-file", "API_KEY", "--timeout", "--read-only", "Exit code")]
    public async Task Every_verb_says_what_matters(string verb, params string[] said)
    {
        (int code, string output, _) = await RealService.RunAsync(_working, verb.Length == 0 ? ["--help"] : [verb, "--help"]);
        Assert.That(code, Is.Zero);
        foreach (string word in said)
            Assert.That(string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Does.Contain(word));
    }

    private IEnumerable<string> Left(string pattern) => Directory.EnumerateFileSystemEntries(Snapshots, pattern);

    private Task<(int Code, string Output, string Error)> RefreshAsync(string data, params string[] arguments) =>
        RealService.RunAsync(_working, ["refresh", .. arguments], ("C360_DATA_PATH", data), ("C360_AS_OF", "2026-06-20"));
}
