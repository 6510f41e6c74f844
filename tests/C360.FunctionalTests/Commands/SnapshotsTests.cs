using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Commands;

/// <summary>The verb snapshots, as the real executable over a folder that a service has filled.</summary>
internal sealed class SnapshotsTests
{
    private readonly SourceFolder _data = new SourceFolder().Customers(new { customer_id = "C1" });
    private string _folder = null!;
    private string[] _versions = null!;
    private JsonNode _served = null!;

    [OneTimeSetUp]
    public async Task BuildTwoAsync()
    {
        _folder = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        await using ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: _folder);
        host.Time.Advance(TimeSpan.FromSeconds(1)); // the newer one's version is of a later second
        (await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null)).Dispose();
        await host.RefreshedAsync();
        _served = (await host.GetAsync("/admin/snapshots"))["data"]!;
        _versions = [.. _served.AsArray().Select(snapshot => (string)snapshot!["version"]!)];
    }

    [OneTimeTearDown]
    public Task RemoveAsync()
    {
        _data.Dispose();
        return TempFolder.RemoveAsync(_folder);
    }

    [Test]
    public async Task They_are_listed_as_the_service_lists_them_and_an_older_one_is_put_back()
    {
        (int code, string output, string error) = await RunAsync("--json");
        Assert.That(code, Is.Zero, error);
        Assert.That(JsonNode.Parse(output)!.ToJsonString(), Is.EqualTo(_served.ToJsonString()));

        (code, output, error) = await RunAsync();
        Assert.That(code, Is.Zero, error);
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())];
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0], Does.Match("^version +as of +built at +engine +customers +rejected +MB +current$"));
        Assert.That(lines[1], Does.Match($"^{_versions[0]} +2026-06-20 +2026-06-20T14:30:01Z +embedded +1 +0 +[0-9.]+ +yes$"));
        Assert.That(lines[2], Does.Match($"^{_versions[1]} +2026-06-20 +2026-06-20T14:30:00Z +embedded +1 +0 +[0-9.]+$"));

        (code, output, error) = await RunAsync("activate", _versions[1]);
        Assert.That((code, output), Is.EqualTo((0, $"Snapshot {_versions[1]} is current\n")), error);
        Assert.That((await File.ReadAllTextAsync(Path.Combine(_folder, "current"))).Trim(), Is.EqualTo(_versions[1]));
    }

    [Test]
    public async Task One_that_is_not_there_cannot_be()
    {
        (int code, string output, string error) = await RunAsync("activate", "20200101T000000Z-000000");
        Assert.That((code, output, error), Is.EqualTo((1, "", "Snapshot not found\n")));
    }

    [TestCase]
    [TestCase("--json")]
    [TestCase("activate", "20200101T000000Z-000000")]
    public async Task A_misspelt_folder_is_named_and_not_made(params string[] arguments)
    {
        string misspelt = Path.Combine(_folder, "snapshost");
        (int code, string output, string error) = await RunInAsync(misspelt, arguments);
        Assert.That((code, output, error), Is.EqualTo((1, "", $"SNAPSHOT_PATH={misspelt}: there are no snapshots\n")));
        Assert.That(misspelt, Does.Not.Exist);
    }

    [Test]
    public async Task A_folder_that_holds_something_else_has_no_snapshots()
    {
        (int code, string output, string error) = await RunInAsync(_data.Path);
        Assert.That((code, output, error), Is.EqualTo((1, "", $"SNAPSHOT_PATH={_data.Path}: there are no snapshots\n")));
    }

    [TestCase("snapshots activate", "Required argument missing for command: 'activate'.")]
    [TestCase("snapshots remove", "Unrecognized command or argument 'remove'.")]
    public async Task A_command_that_makes_no_sense_is_refused(string command, string expected)
    {
        (int code, _, string error) = await RealService.RunAsync(_folder, command.Split(' '));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith(expected));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunInAsync(_folder, arguments);

    private Task<(int Code, string Output, string Error)> RunInAsync(string snapshots, params string[] arguments) =>
        RealService.RunAsync(
            _folder,
            ["snapshots", .. arguments],
            ("SNAPSHOT_PATH", snapshots),
            ("C360_DATA_PATH", _data.Path),
            ("LOG_LEVEL", "ERROR")
        );
}
