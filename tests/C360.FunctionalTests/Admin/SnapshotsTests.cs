using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

internal sealed class SnapshotsTests
{
    private const string Route = "/admin/snapshots";

    // FaultyRows has three customers with a profile, and 3 + 3 + 2 + 1 rows are rejected (DataQualityTests).
    [Test]
    public async Task Lists_the_newest_first_with_what_each_holds_and_takes()
    {
        using SourceFolder data = FaultyRows.Create();
        await using ApiHost host = await ApiHost.StartAsync(data, FaultyRows.OpenGate);
        await AnotherAsync(host, TimeSpan.FromMinutes(1));
        JsonNode body = await host.GetAsync(Route);
        foreach (JsonNode? snapshot in body["data"]!.AsArray())
        {
            string folder = Path.Combine(host.SnapshotPath, (string)snapshot!["version"]!);
            Assert.That(
                (long)snapshot["size_bytes"]!,
                Is.EqualTo(new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length))
            );
        }
        Assert.That(Comparable(body), Is.EqualTo(Examples.Read("snapshots").ToJsonString()));
    }

    [Test]
    public async Task Of_those_built_in_one_second_the_last_comes_first()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        var built = new List<string> { await CurrentAsync(host) };
        for (int i = 0; i < 3; i++)
            built.Insert(0, await AnotherAsync(host, TimeSpan.Zero));
        Assert.That(await VersionsAsync(host), Is.EqualTo(built));
    }

    [Test]
    public async Task What_retention_removes_and_what_is_damaged_is_not_listed()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, new Dictionary<string, string> { ["SNAPSHOT_RETENTION"] = "2" });
        string first = await CurrentAsync(host);
        string second = await AnotherAsync(host, TimeSpan.FromSeconds(1));
        Assert.That(await VersionsAsync(host), Is.EqualTo(new[] { second, first }));
        string third = await AnotherAsync(host, TimeSpan.FromSeconds(1));
        Assert.That(await VersionsAsync(host), Is.EqualTo(new[] { third, second }));

        string fourth = await AnotherAsync(host, TimeSpan.FromSeconds(1));
        await File.WriteAllTextAsync(Path.Combine(host.SnapshotPath, fourth, "manifest.json"), "{");
        Assert.That(await VersionsAsync(host), Is.EqualTo(new[] { third }));
    }

    /// <summary>Builds another snapshot some time later; its version.</summary>
    internal static async Task<string> AnotherAsync(ApiHost host, TimeSpan later)
    {
        host.Time.Advance(later);
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        response.EnsureSuccessStatusCode();
        await host.RefreshedAsync();
        return await CurrentAsync(host);
    }

    internal static async Task<string> CurrentAsync(ApiHost host) => (string)(await host.GetAsync("/health"))["data_version"]!;

    /// <summary>A body with what differs from run to run made the same: the suffix of a version, and a size on disk.</summary>
    internal static string Comparable(JsonNode body)
    {
        JsonNode data = body["data"]!;
        foreach (JsonNode? snapshot in data as JsonArray ?? (IEnumerable<JsonNode?>)[data])
        {
            snapshot!["version"] = ((string)snapshot["version"]!).Split('-')[0] + "-1f3a9c";
            snapshot["size_bytes"] = 4206592;
        }
        return body.ToJsonString();
    }

    private static async Task<string[]> VersionsAsync(ApiHost host) =>
        [.. (await host.GetAsync(Route))["data"]!.AsArray().Select(snapshot => (string)snapshot!["version"]!)];
}
