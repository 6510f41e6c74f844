using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.Infrastructure;

namespace C360.FunctionalTests.Concurrency;

/// <summary>A real disk that is full, or cannot be written any more: the real executable with SNAPSHOT_PATH on a disk of a few megabytes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Platform("Linux")]
internal sealed class DiskTests
{
    private const int SmallDisk = 6;
    private const string Disk = "The disk of SNAPSHOT_PATH or ENGINE_TEMP_PATH is full";
    private readonly string _root = Directory.CreateTempSubdirectory("c360-disk-").FullName;

    private string Data => Path.Combine(_root, "data");

    private string Snapshots => Path.Combine(_root, "snapshots");

    /// <summary>Some systems give mount namespaces to root alone; the tests need one.</summary>
    [OneTimeSetUp]
    public static async Task LookForNamespacesAsync()
    {
        using Process probe = Process.Start("unshare", ["-rm", "true"]);
        await probe.WaitForExitAsync();
        if (probe.ExitCode != 0)
            Assert.Ignore("This system gives no mount namespace to this user: full and read-only disks are not tested here");
    }

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    /// <summary>Fifty customers take one megabyte, twenty thousand about ten, and as much again while they are built.</summary>
    [Test, CancelAfter(120_000)]
    public async Task A_full_disk_fails_the_refresh_in_plain_words_and_the_old_data_keeps_serving(CancellationToken cancellationToken)
    {
        await using ServiceProcess service = await StartedAsync(cancellationToken);
        JsonNode before = (await service.TryGetAsync("/marketing/customer-health-overview"))!;
        string[] files = Files(service);
        Generate(20_000);

        JsonNode failed = await service.ReportOfAsync(await service.BeginRefreshAsync(), cancellationToken);

        Assert.That((string?)failed["status"], Is.EqualTo("failed"));
        Assert.That((string?)failed["error"], Is.EqualTo(Disk));
        await ServesAsync(service, before, "/marketing/customer-health-overview");
        // Not in the cache: the engine reads the old snapshot.
        Assert.That(await service.TryGetAsync("/marketing/churn-risk-customers?limit=7"), Is.Not.Null);
        Assert.That(Files(service), Is.SubsetOf(files).Or.EquivalentTo(files), "nothing of the failed build is left");
        Assert.That((string?)(await service.TryGetAsync("/health"))!["last_refresh"], Is.EqualTo("failed"));

        await service.RemountAsync("rw,size=256m", Snapshots);
        (string status, string? version) = await service.EndOfAsync(await service.BeginRefreshAsync(), cancellationToken);
        Assert.That((status, version), Is.EqualTo(("succeeded", (string?)(await service.TryGetAsync("/health"))!["data_version"])));
    }

    /// <summary>A killed builder's half snapshot fills the disk to the last byte: the next refresh makes room, without a restart.</summary>
    [Test, CancelAfter(120_000)]
    public async Task What_a_dead_builder_left_does_not_keep_the_disk_full(CancellationToken cancellationToken)
    {
        await using ServiceProcess service = await StartedAsync(cancellationToken);
        string left = service.Inside(Path.Combine(Snapshots, ".building-0badcafe-2147483647-1-nobody"));
        Directory.CreateDirectory(left);
        await using (FileStream file = File.Create(Path.Combine(left, "c360.duckdb")))
            await Assert.ThrowsAsync<IOException>(async () =>
            {
                while (true)
                    await file.WriteAsync(new byte[64 * 1024], cancellationToken);
            });

        (string status, _) = await service.EndOfAsync(await service.BeginRefreshAsync(), cancellationToken);
        Assert.That(status, Is.EqualTo("succeeded"));
        Assert.That(left, Does.Not.Exist);
    }

    [Test, CancelAfter(120_000)]
    public async Task A_disk_that_cannot_be_written_any_more_fails_the_refresh_and_the_old_data_keeps_serving(
        CancellationToken cancellationToken
    )
    {
        await using ServiceProcess service = await StartedAsync(cancellationToken);
        JsonNode before = (await service.TryGetAsync("/marketing/customer-health-overview"))!;
        await service.RemountAsync("ro", Snapshots);

        JsonNode failed = await service.ReportOfAsync(await service.BeginRefreshAsync(), cancellationToken);

        Assert.That((string?)failed["status"], Is.EqualTo("failed"));
        Assert.That((string?)failed["error"], Does.Contain("SNAPSHOT_PATH").And.Not.Contain(_root));
        await ServesAsync(service, before, "/marketing/customer-health-overview");
        Assert.That(await service.TryGetAsync("/marketing/churn-risk-customers?limit=7"), Is.Not.Null);

        await service.RemountAsync("rw", Snapshots);
        (string status, _) = await service.EndOfAsync(await service.BeginRefreshAsync(), cancellationToken);
        Assert.That(status, Is.EqualTo("succeeded"));
    }

    private async Task<ServiceProcess> StartedAsync(CancellationToken cancellationToken)
    {
        Generate(50);
        ServiceProcess service = await ServiceProcess.StartOnSmallDiskAsync(SmallDisk, Data, Snapshots, cancellationToken);
        await service.UntilAsync(async () => await service.TryGetAsync("/health/ready") is not null, cancellationToken);
        return service;
    }

    private void Generate(int customers)
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
        InfrastructureServices.GenerateSampleData(customers, 7, new DateOnly(2026, 6, 20), "parquet", Data, CancellationToken.None);
    }

    private string[] Files(ServiceProcess service) =>
        [.. Directory.EnumerateFiles(service.Inside(Snapshots), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The same data of the same version.</summary>
    private static async Task ServesAsync(ServiceProcess service, JsonNode before, string path)
    {
        JsonNode now = (await service.TryGetAsync(path))!;
        Assert.That(now["data"]!.ToJsonString(), Is.EqualTo(before["data"]!.ToJsonString()));
        Assert.That((string?)now["meta"]!["data_version"], Is.EqualTo((string?)before["meta"]!["data_version"]));
    }
}
