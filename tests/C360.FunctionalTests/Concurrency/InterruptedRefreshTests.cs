using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure;
using C360.Infrastructure.Refreshing;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Concurrency;

/// <summary>A service that is told to stop, or whose sources break, while it refreshes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class InterruptedRefreshTests
{
    private readonly string _snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
    private readonly SourceFolder _data = new SourceFolder().Customers(new { });

    [TearDown]
    public async Task Remove()
    {
        _data.Dispose();
        await TempFolder.RemoveAsync(_snapshots);
    }

    [Test]
    public async Task A_service_that_stops_during_a_refresh_leaves_only_the_last_good_snapshot()
    {
        ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: _snapshots);
        string before = Version(await host.GetAsync("/health"));
        Directory.Delete(_data.Path, recursive: true);
        InfrastructureServices.GenerateSampleData(3000, 7, new DateOnly(2026, 6, 20), "csv", _data.Path, CancellationToken.None);
        using (HttpResponseMessage started = await host.Client.PostAsync("/admin/refresh-data", null))
            Assert.That((int)started.StatusCode, Is.EqualTo(202));
        RefreshService refreshes = host.Services.GetRequiredService<RefreshService>();
        await UntilAsync(() => refreshes.Latest!.Stage is not null);

        await host.DisposeAsync();
        // The service's own thread may still be closing its container.
        await UntilAsync(() => !Directory.EnumerateDirectories(_snapshots, ".temp-*").Any());

        Assert.That(refreshes.Latest!.Status, Is.EqualTo(C360.Domain.Refreshing.RefreshStatus.Cancelled));
        Assert.That(
            Directory.EnumerateFileSystemEntries(_snapshots).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "current", ".refresh.lock", "refresh.lock", "refreshes.ndjson", before })
        );
    }

    [Test]
    public async Task A_failed_refresh_says_why_and_the_old_data_keeps_serving()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: _snapshots);
        string before = Version(await host.GetAsync("/health"));
        _data.Without("sales/transactions");
        using HttpResponseMessage started = await host.Client.PostAsync("/admin/refresh-data", null);
        await host.RefreshedAsync();

        var refresh = (await host.GetAsync(started.Headers.Location!.OriginalString))["data"]!;
        Assert.That(refresh["status"]!.GetValue<string>(), Is.EqualTo("failed"));
        Assert.That(refresh["error"]!.GetValue<string>(), Does.Contain("sales/transactions").And.Not.Contains(_data.Path));
        Assert.That(
            (await host.GetAsync("/marketing/customer-health-overview"))["meta"]!["data_version"]!.GetValue<string>(),
            Is.EqualTo(before)
        );
        Assert.That((await host.GetAsync("/health"))["status"]!.GetValue<string>(), Is.EqualTo("degraded"));
    }

    [Test]
    public async Task A_start_over_a_cut_snapshot_serves_the_one_before()
    {
        string before,
            newest;
        await using (ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: _snapshots))
        {
            before = Version(await host.GetAsync("/health"));
            host.Time.Advance(TimeSpan.FromSeconds(1));
            (await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null)).Dispose();
            await host.RefreshedAsync();
            newest = Version(await host.GetAsync("/health"));
        }
        Assert.That(newest, Is.Not.EqualTo(before));
        using (FileStream file = File.OpenWrite(Path.Combine(_snapshots, newest, "c360.duckdb")))
            file.SetLength(file.Length / 2);

        await using ApiHost again = await ApiHost.StartAsync(_data, snapshotPath: _snapshots);

        Assert.That(
            (await again.GetAsync("/marketing/customer-health-overview"))["meta"]!["data_version"]!.GetValue<string>(),
            Is.EqualTo(before)
        );
    }

    private static string Version(System.Text.Json.Nodes.JsonNode health) => health["data_version"]!.GetValue<string>();

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 3000 && !condition(); i++)
            await Task.Delay(10);
        Assert.That(condition(), Is.True);
    }
}
