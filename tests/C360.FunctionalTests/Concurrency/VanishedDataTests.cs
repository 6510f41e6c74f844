using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Concurrency;

/// <summary>A folder of sources that goes away while a refresh reads it: a network drive that is unmounted, an upload that begins with a deletion.</summary>
internal sealed class VanishedDataTests
{
    /// <summary>Before the first source, between two of them, and at the last that is read.</summary>
    [TestCase("reading customer/customers")]
    [TestCase("reading sales/transactions")]
    [TestCase("reading logistics/shipments")]
    public async Task The_refresh_fails_in_plain_words_and_the_old_data_keeps_serving(string stage)
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { }).Shipments(new { });
        string aside = data.Path + "-aside";
        bool armed = false;
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: DisturbedEngine.At(
                stage,
                () =>
                {
                    if (armed)
                        Directory.Move(data.Path, aside);
                }
            )
        );
        string before = Version(await host.GetAsync("/health"));
        string[] files = [.. Directory.EnumerateDirectories(host.SnapshotPath, "*")];

        armed = true;
        JsonNode failed = await RefreshedAsync(host);
        armed = false;

        Assert.That((string?)failed["status"], Is.EqualTo("failed"));
        Assert.That((string?)failed["error"], Does.Contain(stage["reading ".Length..]).Or.Contain("C360_DATA_PATH"));
        Assert.That((string?)failed["error"], Does.Not.Contain(data.Path));
        Assert.That((string?)(await host.GetAsync("/marketing/churn-risk-customers?limit=3"))["meta"]!["data_version"], Is.EqualTo(before));
        Assert.That(Directory.EnumerateDirectories(host.SnapshotPath, "*"), Is.EquivalentTo(files), "nothing of the failed build is left");

        Directory.Move(aside, data.Path);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        JsonNode next = await RefreshedAsync(host);
        Assert.That((string?)next["status"], Is.EqualTo("succeeded"));
        Assert.That(Version(await host.GetAsync("/health")), Is.EqualTo((string?)next["data_version"]).And.Not.EqualTo(before));
    }

    private static string Version(JsonNode health) => health["data_version"]!.GetValue<string>();

    private static async Task<JsonNode> RefreshedAsync(ApiHost host)
    {
        using HttpResponseMessage started = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        Assert.That((int)started.StatusCode, Is.EqualTo(202));
        await host.RefreshedAsync();
        return (await host.GetAsync(started.Headers.Location!.OriginalString))["data"]!;
    }
}
