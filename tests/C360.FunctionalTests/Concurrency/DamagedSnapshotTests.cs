using System.Net;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Concurrency;

/// <summary>What is damaged is no reason to leave data as it is: a refresh that is asked for builds it anew.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DamagedSnapshotTests
{
    private readonly string _snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public async Task RemoveAsync()
    {
        _data.Dispose();
        await TempFolder.RemoveAsync(_snapshots);
    }

    [TestCase(false, HttpStatusCode.OK)]
    [TestCase(true, HttpStatusCode.Accepted)]
    public async Task One_that_was_put_aside_counts_as_long_as_it_is_good(bool damaged, HttpStatusCode expected)
    {
        await using ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: _snapshots);
        string first = await VersionAsync(host);
        string second = await ChangedAsync(host);
        using (HttpResponseMessage activated = await host.Client.PostAsync($"/admin/snapshots/{first}/activate", null))
            activated.EnsureSuccessStatusCode();
        if (damaged)
            Damage(second);
        await RefreshAsync(host, expected);
        Assert.That(await VersionAsync(host) == first, Is.EqualTo(!damaged));
    }

    /// <summary>The sources are those of the damaged one, or again those of the one that serves: either way the file current is missing.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task After_a_fall_back_a_build_mends_what_is_served_and_what_is_named(bool sourcesAsServed)
    {
        string first;
        await using (ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: _snapshots))
        {
            first = await VersionAsync(host);
            if (sourcesAsServed)
                await RefreshAsync(host, HttpStatusCode.Accepted, "?force_refresh=true");
            else
                await ChangedAsync(host);
            Damage(await VersionAsync(host));
        }
        File.Delete(Path.Combine(_snapshots, "current"));

        await using ApiHost again = await ApiHost.StartAsync(_data, snapshotPath: _snapshots);
        Assert.That(await VersionAsync(again), Is.EqualTo(first));
        await RefreshAsync(again, HttpStatusCode.Accepted);
        string mended = await VersionAsync(again);
        Assert.That(mended, Is.Not.EqualTo(first));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_snapshots, "current")), Is.EqualTo(mended + "\n"));
        await RefreshAsync(again, HttpStatusCode.OK);
    }

    private async Task<string> ChangedAsync(ApiHost host)
    {
        _data.Customers(new { customer_id = "C2" });
        await RefreshAsync(host, HttpStatusCode.Accepted);
        return await VersionAsync(host);
    }

    private void Damage(string version)
    {
        using FileStream file = File.OpenWrite(Path.Combine(_snapshots, version, "c360.duckdb"));
        file.SetLength(100);
    }

    private static async Task RefreshAsync(ApiHost host, HttpStatusCode expected, string query = "")
    {
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data" + query, null);
        Assert.That(response.StatusCode, Is.EqualTo(expected), await response.Content.ReadAsStringAsync());
        await host.RefreshedAsync();
    }

    private static async Task<string> VersionAsync(ApiHost host) => (string)(await host.GetAsync("/health"))["data_version"]!;
}
