using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Concurrency;

/// <summary>A clock that is set back behind the last build, as a correction of a machine's time does it.</summary>
internal sealed class ClockSetBackTests
{
    /// <summary>Versions are named by the second of their build, so here the newest has the smallest name.</summary>
    [Test]
    public async Task A_refresh_after_it_is_current_is_kept_and_is_served_after_a_restart()
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        using SourceFolder data = new SourceFolder().Customers(new { });
        var settings = new Dictionary<string, string> { ["SNAPSHOT_RETENTION"] = "2", ["C360_AS_OF"] = "2026-06-20" };
        try
        {
            string newest;
            await using (ApiHost host = await ApiHost.StartAsync(data, settings, snapshotPath: snapshots))
            {
                string first = Version(await host.GetAsync("/health"));
                host.Time.AdjustTime(ApiHost.Now.AddDays(-1));
                string second = await RefreshedAsync(host);
                host.Time.AdjustTime(ApiHost.Now.AddDays(-2));
                newest = await RefreshedAsync(host);

                Assert.That(string.CompareOrdinal(newest, second), Is.Negative);
                Assert.That(Version(await host.GetAsync("/health")), Is.EqualTo(newest));
                // Two are kept: the current one, and the one that was served before it, whatever their names say.
                Assert.That(Kept(snapshots), Is.EquivalentTo(new[] { newest, second }).And.Not.Contains(first));
                JsonNode answer = await host.GetAsync("/marketing/churn-risk-customers?limit=3");
                Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(newest));
                JsonNode latest = await host.GetAsync("/admin/metrics");
                Assert.That((string?)latest["data"]!["last_refresh"], Is.EqualTo("succeeded"));
            }

            await using ApiHost again = await ApiHost.StartAsync(data, settings, snapshotPath: snapshots);
            Assert.That(Version(await again.GetAsync("/health")), Is.EqualTo(newest));
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    private static IEnumerable<string> Kept(string snapshots) =>
        Directory.EnumerateDirectories(snapshots, "2*").Select(folder => Path.GetFileName(folder)!);

    private static string Version(JsonNode health) => health["data_version"]!.GetValue<string>();

    private static async Task<string> RefreshedAsync(ApiHost host)
    {
        using HttpResponseMessage started = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        Assert.That((int)started.StatusCode, Is.EqualTo(202));
        await host.RefreshedAsync();
        JsonNode refresh = (await host.GetAsync(started.Headers.Location!.OriginalString))["data"]!;
        Assert.That((string?)refresh["status"], Is.EqualTo("succeeded"), (string?)refresh["error"]);
        return (string)refresh["data_version"]!;
    }
}
