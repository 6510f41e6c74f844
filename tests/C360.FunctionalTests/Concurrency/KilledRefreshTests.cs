using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.Infrastructure;

namespace C360.FunctionalTests.Concurrency;

/// <summary>kill -9 during a refresh: the real executable over a few thousand customers, killed at ten points, started again on the same folder.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KilledRefreshTests
{
    private const int Kills = 10;

    private readonly string _root = Directory.CreateTempSubdirectory("c360-killed-").FullName;

    private string Data => Path.Combine(_root, "data");

    private string Snapshots => Path.Combine(_root, "snapshots");

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test, CancelAfter(180_000)]
    public async Task The_next_start_serves_the_last_good_snapshot_and_nothing_is_left_behind(CancellationToken cancellationToken)
    {
        InfrastructureServices.GenerateSampleData(3000, 7, new DateOnly(2026, 6, 20), "csv", Data, cancellationToken);
        ServiceProcess service = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
        try
        {
            await service.UntilAsync(async () => await service.TryGetAsync("/health/ready") is not null, cancellationToken);
            TimeSpan refresh = await DurationAsync(service, cancellationToken);
            int unfinished = 0;
            for (int kill = 1; kill <= Kills; kill++)
            {
                string before = await VersionAsync(service);
                string killed = await service.BeginRefreshAsync();
                // Not a wait for anything: the point of the kill, in a process that nothing else can time.
                await Task.Delay(refresh * kill / Kills, cancellationToken);
                await service.KillAsync();
                bool met = Directory.EnumerateDirectories(Snapshots, ".building-*").Any();
                unfinished += met ? 1 : 0;
                string[] published = [.. Versions().Where(version => string.CompareOrdinal(version, before) > 0)];
                await service.DisposeAsync();

                service = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
                Assert.That(await VersionAsync(service), Is.AnyOf([before, .. published]), "its very first answer");
                JsonNode told = await service.ReportOfAsync(killed, cancellationToken);
                if (met)
                    Assert.That(
                        (string?)told["error"],
                        Does.StartWith("The process that ran it (").And.EndsWith(") ended before it had finished")
                    );
                (string status, string? version) = await service.EndOfAsync(await service.BeginRefreshAsync(), cancellationToken);
                Assert.That((status, version), Is.EqualTo(("succeeded", await VersionAsync(service))));
                Assert.That(Leftovers(service.Id), Is.Empty);
                Assert.That(Versions().Count(), Is.LessThanOrEqualTo(3), "SNAPSHOT_RETENTION");
            }

            TestContext.Out.WriteLine($"A refresh takes {refresh.TotalMilliseconds:0} ms; {unfinished} of {Kills} kills met one");
            Assert.That(unfinished, Is.GreaterThanOrEqualTo(3), "kills that met a refresh; with none the test shows nothing");
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    private static async Task<TimeSpan> DurationAsync(ServiceProcess service, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await service.EndOfAsync(await service.BeginRefreshAsync(), cancellationToken);
        return watch.Elapsed;
    }

    /// <summary>From an answer that the engine computes, so that the file behind it is read.</summary>
    private static async Task<string> VersionAsync(ServiceProcess service)
    {
        JsonNode? answer = await service.TryGetAsync("/marketing/customer-health-overview");
        Assert.That(answer, Is.Not.Null, "not served");
        Assert.That(answer!["data"]!.AsArray().Sum(group => group!["customer_count"]!.GetValue<long>()), Is.GreaterThan(2000));
        return answer["meta"]!["data_version"]!.GetValue<string>();
    }

    private IEnumerable<string> Versions() => Directory.EnumerateDirectories(Snapshots, "2*").Select(folder => Path.GetFileName(folder)!);

    /// <summary>All but whole versions, the files of the store, and what bears the number of the process that runs now.</summary>
    private IEnumerable<string> Leftovers(int process) =>
        Directory
            .EnumerateFileSystemEntries(Snapshots)
            .Select(entry => Path.GetFileName(entry)!)
            .Where(name => name is not ("current" or "confirmed" or ".refresh.lock" or "refresh.lock" or "refreshes.ndjson"))
            .Where(name => !name.StartsWith('2') && !name.Contains($"-{process}-", StringComparison.Ordinal));
}
