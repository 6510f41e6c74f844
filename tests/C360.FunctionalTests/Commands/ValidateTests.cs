using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure;

namespace C360.FunctionalTests.Commands;

/// <summary>The verb validate, as the real executable in a working folder of its own.</summary>
internal sealed class ValidateTests
{
    private string _working = null!;

    [SetUp]
    public void MakeFolder() => _working = Directory.CreateTempSubdirectory("c360-validate-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_working, recursive: true);

    [Test]
    public async Task Good_sources_pass_and_nothing_is_left_behind()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }, new { email = "" }).Transactions(new { total_amount = 12.50m });
        string temp = Directory.CreateDirectory(Path.Combine(_working, "temp")).FullName;
        (int code, string output, string error) = await ValidateAsync([data.Path], ("ENGINE_TEMP_PATH", temp));

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(error, Is.Empty);
            string[] lines = [.. output.Split('\n').Select(line => line.Trim())];
            Assert.That(lines[0], Is.EqualTo("1 customers, as of 2026-06-20"));
            Assert.That(lines, Has.Some.Match("^sales/transactions +1 +0 +0 +- "));
            Assert.That(lines, Has.Some.Match("^customer/customers +missing_email +1$"));
            Assert.That(
                lines,
                Has.Some.StartsWith("Control totals: read 12.50, profiles 12.50, left out 0.00, rejected 0.00, after as_of 0.00")
            );
            Assert.That(output.TrimEnd(), Does.EndWith("The gate is open: a refresh would publish this."));
            Assert.That(Directory.EnumerateFileSystemEntries(_working), Is.EqualTo(new[] { temp }));
            Assert.That(Directory.EnumerateFileSystemEntries(temp), Is.Empty);
        });
    }

    [Test]
    public async Task What_the_gate_would_stop_is_told_with_an_exit_code_of_its_own()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(
                new { customer_id = "C1" },
                new
                {
                    transaction_id = "T2",
                    customer_id = "C1",
                    total_amount = "1,50",
                }
            );
        (int code, string output, string error) = await ValidateAsync([data.Path]);

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(1), error);
            // One of two rows; the header is line 1, so the second row stands on line 3.
            Assert.That(
                output,
                Does.Contain(
                    "Rejected: sales/transactions, unparsable, 1 rows, such as\n  sales/transactions.csv:3  T2  total_amount=1,50\n"
                )
            );
            Assert.That(
                output.TrimEnd(),
                Does.EndWith(
                    "The gate is shut: a refresh would be stopped.\n  sales/transactions: 1 of 2 rows were rejected (unparsable 1), 50 %; MAX_REJECTED_PERCENT=5."
                )
            );
        });
    }

    [Test]
    public async Task What_cannot_be_read_is_told_in_one_line()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        data.Write("products/products.csv", "product_id\nP1\n");
        (int code, string output, string error) = await ValidateAsync([data.Path, "--json"]);

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(output, Is.Empty);
            Assert.That(error, Is.EqualTo("products/products.csv lacks the column product_name.\n"));
        });
    }

    [TestCase("validate", "Required argument missing for command: 'validate'.")]
    [TestCase("validate nowhere", "DIR=nowhere: must be a folder that exists")]
    [TestCase("validate . --jsn", "Unrecognized command or argument '--jsn'.")]
    public async Task A_command_that_makes_no_sense_is_refused(string command, string expected)
    {
        (int code, _, string error) = await RealService.RunAsync(_working, command.Split(' '));

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith(expected));
    }

    [Test]
    public async Task A_bad_setting_is_named()
    {
        (int code, _, string error) = await ValidateAsync([_working], ("MAX_REJECTED_PERCENT", "101"));

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Is.EqualTo("MAX_REJECTED_PERCENT=101: must be an amount such as 12.50, from 0 to 100\n"));
    }

    [Test]
    public async Task The_folder_of_the_snapshots_need_not_be_there()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        string nowhere = Path.Combine(_working, "a file");
        await File.WriteAllTextAsync(nowhere, "");
        (int code, _, string error) = await ValidateAsync([data.Path], ("SNAPSHOT_PATH", Path.Combine(nowhere, "snapshots")));

        Assert.That(code, Is.Zero, error);
    }

    [Test]
    public async Task As_json_it_is_what_the_service_reports_of_the_same_sources()
    {
        using SourceFolder data = new SourceFolder()
            .Customers([
                .. Enumerable.Range(1, 20).Select(i => new { customer_id = $"C{i}", customer_segment = i == 3 ? "Gold" : "Basic" }),
            ])
            .Customers(new { customer_id = "C1", date_of_birth = "never" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        JsonNode served = (await host.GetAsync("/admin/data-quality"))["data"]!;
        (int code, string output, string error) = await ValidateAsync([data.Path, "--json"]);

        Assert.That(code, Is.Zero, error);
        Assert.That(JsonNode.Parse(output)!.ToJsonString(), Is.EqualTo(served.ToJsonString()));
    }

    [TestCase("")]
    [TestCase("/")]
    public async Task It_compares_with_the_last_snapshot_of_the_same_folder(string slash)
    {
        using SourceFolder data = new SourceFolder().Customers([.. Enumerable.Repeat(new { }, 10)]);
        await using ApiHost host = await ApiHost.StartAsync(data);
        string[] lines = data.Csv("customer/customers").Split('\n');
        data.Write("customer/customers.csv", string.Join('\n', lines.Take(5)) + "\n"); // four of ten are left
        (int code, string output, string error) = await ValidateAsync([data.Path + slash], ("SNAPSHOT_PATH", host.SnapshotPath));

        Assert.That(code, Is.EqualTo(1), error);
        Assert.That(
            output,
            Does.Contain("customer/customers: 4 rows, 60 % fewer than the 10 of the last snapshot; MAX_ROW_DROP_PERCENT=50.")
        );
    }

    [Test]
    public async Task Control_characters_of_the_files_do_not_reach_the_terminal()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_segment = "\u001b]0;owned\u0007\u202eGold" });
        (int code, string output, string error) = await ValidateAsync([data.Path]);

        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.Contain("\uFFFD]0;owned\uFFFD\uFFFDGold"));
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task Whoever_stops_it_finds_nothing_left_behind(string signal)
    {
        string data = Path.Combine(_working, "data");
        string temp = Directory.CreateDirectory(Path.Combine(_working, "temp")).FullName;
        InfrastructureServices.GenerateSampleData(5000, 7, new DateOnly(2026, 6, 20), "csv", data, CancellationToken.None);
        using Process process = RealService.Start(_working, ["validate", data], ("ENGINE_TEMP_PATH", temp));
        // Polling: a process of its own has nothing that a test could await.
        while (!Directory.EnumerateFiles(temp, "c360.duckdb", SearchOption.AllDirectories).Any())
            await Task.Delay(5);
        await Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(Directory.EnumerateFileSystemEntries(temp), Is.Empty);
    }

    private Task<(int Code, string Output, string Error)> ValidateAsync(
        string[] arguments,
        params (string Name, string Value)[] settings
    ) => RealService.RunAsync(_working, ["validate", .. arguments], [("C360_AS_OF", "2026-06-20"), .. settings]);
}
