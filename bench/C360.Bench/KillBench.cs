using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using C360.Infrastructure;

namespace C360.Bench;

/// <summary>
/// kill -9 at random moments of a refresh. After each the service must start, serve what was current, tell of the killed refresh that it failed, leave
/// nothing on the disk, and refresh.
/// </summary>
internal static class KillBench
{
    private const string Question = "/marketing/customer-health-overview";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(string work, int kills, int customers)
    {
        string data = Path.Combine(work, "data");
        string snapshots = Path.Combine(work, "snapshots");
        InfrastructureServices.GenerateSampleData(customers, 7, new DateOnly(2026, 6, 20), "csv", data, CancellationToken.None);
        var settings = new Dictionary<string, string>
        {
            ["C360_DATA_PATH"] = data,
            ["C360_AS_OF"] = "2026-06-20",
            ["SNAPSHOT_RETENTION"] = "3",
        };
        var random = new Random(1);
        int met = 0;
        long largest = 0;
        var service = new ServiceProgram(snapshots, settings);
        try
        {
            await service.GetAsync(Question, TimeSpan.FromMinutes(2));
            for (int kill = 1; kill <= kills; kill++)
            {
                long start = Stopwatch.GetTimestamp();
                Expect((await service.EndOfAsync(await service.BeginRefreshAsync()))["status"], "succeeded", "the refresh after a kill");
                TimeSpan refresh = Stopwatch.GetElapsedTime(start);
                string before = await VersionAsync(service);
                string[] versions = Versions(snapshots);

                string id = await service.BeginRefreshAsync();
                await Task.Delay(refresh * random.NextDouble());
                await service.DisposeAsync();
                string[] published = [.. Versions(snapshots).Except(versions)];
                bool unfinished = Directory.EnumerateDirectories(snapshots, ".building-*").Any();
                met += unfinished ? 1 : 0;

                service = new ServiceProgram(snapshots, settings);
                string served = await VersionAsync(service);
                if (served != before && !published.Contains(served))
                    throw new InvalidOperationException($"Kill {kill}: {served} is served, {before} was current");
                JsonNode told = await service.EndOfAsync(id);
                if (unfinished)
                    Expect(told["status"], "failed", "the killed refresh");
                // Versions beyond retention go with the next publication; nothing else may stay.
                string[] left = [.. Leftovers(snapshots, service.Id)];
                if (left.Length > 0)
                    throw new InvalidOperationException($"Kill {kill} left {string.Join(", ", left)}");
                largest = Math.Max(largest, Size(snapshots));
            }
            Expect((await service.EndOfAsync(await service.BeginRefreshAsync()))["status"], "succeeded", "the last refresh");
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kills} kills, {met} of them met an unfinished build; {Versions(snapshots).Length} versions, {Size(snapshots) / 1e6:F1} MB at the end, at most {largest / 1e6:F1} MB"
                )
            );
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    private static void Expect(JsonNode? found, string expected, string what)
    {
        if ((string?)found != expected)
            throw new InvalidOperationException($"{what}: {found}");
    }

    /// <summary>From an answer of the engine or of the warmed cache; the first after a start.</summary>
    private static async Task<string> VersionAsync(ServiceProgram service) =>
        (string)(await service.GetAsync(Question, Patience))["meta"]!["data_version"]!;

    private static string[] Versions(string snapshots) =>
        [.. Directory.EnumerateDirectories(snapshots, "2*").Select(folder => Path.GetFileName(folder)!)];

    private static long Size(string snapshots) =>
        new DirectoryInfo(snapshots).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>All but whole versions, the files of the store, and what bears the number of the process that runs now.</summary>
    private static IEnumerable<string> Leftovers(string snapshots, int process) =>
        Directory
            .EnumerateFileSystemEntries(snapshots)
            .Select(entry => Path.GetFileName(entry)!)
            .Where(name =>
                name is not ("current" or "confirmed" or ".refresh.lock" or "refresh.lock" or "refreshes.ndjson")
                && !name.StartsWith('2')
                && !name.Contains($"-{process}-", StringComparison.Ordinal)
            );
}
