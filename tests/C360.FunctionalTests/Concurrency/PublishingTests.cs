using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Concurrency;

/// <summary>Readers while snapshots are published: each version has its own marker in the data.</summary>
internal sealed class PublishingTests
{
    private const int Readers = 8;
    private const int FewestPublishes = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Readers_never_get_an_error_nor_rows_of_another_version_than_the_answer_says()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { });
        Mark(data, 1);
        // Two are kept: readers of a version that retention wants to remove are among the eight.
        await using ApiHost host = await ApiHost.StartAsync(data, new Dictionary<string, string> { ["SNAPSHOT_RETENTION"] = "2" });
        var markers = new Dictionary<string, int> { [await VersionAsync(host)] = 1 };
        var seen = new ConcurrentBag<(string Version, int Marker)>();
        using var over = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, Readers).Select(seed => Task.Run(() => ReadAsync(host, seed, seen, over.Token)))];

        var watch = Stopwatch.StartNew();
        for (int marker = 2; watch.Elapsed < Duration || markers.Count <= FewestPublishes; marker++)
        {
            Mark(data, marker);
            host.Time.Advance(TimeSpan.FromSeconds(1));
            using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
            response.EnsureSuccessStatusCode();
            await host.RefreshedAsync();
            markers.Add(await VersionAsync(host), marker);
        }
        await over.CancelAsync();
        await Task.WhenAll(readers);

        TestContext.Out.WriteLine($"{seen.Count} answers over {markers.Count} versions");
        Assert.That(seen.Where(answer => markers[answer.Version] != answer.Marker), Is.Empty);
        Assert.That(
            seen.Select(answer => answer.Version).Distinct().Count(),
            Is.GreaterThan(FewestPublishes / 2),
            "readers met several versions"
        );
        Assert.That(Directory.EnumerateDirectories(host.SnapshotPath, "2*").Count(), Is.EqualTo(2));
    }

    /// <summary>The marker is C1's first name and what C1 spent.</summary>
    private static void Mark(SourceFolder data, int marker)
    {
        using SourceFolder next = new SourceFolder()
            .Customers(new { customer_id = "C1", first_name = $"V{marker}" })
            .Transactions(new { customer_id = "C1", total_amount = (decimal)marker });
        data.Write("customer/customers.csv", next.Csv("customer/customers"));
        data.Write("sales/transactions.csv", next.Csv("sales/transactions"));
    }

    private static async Task ReadAsync(ApiHost host, int seed, ConcurrentBag<(string, int)> seen, CancellationToken over)
    {
        var dice = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            // The first two are cached mostly, the third is cold mostly.
            switch (dice.Next(3))
            {
                case 0:
                    JsonNode profile = await host.GetAsync("/analytics/customer-profiles/C1");
                    seen.Add((Version(profile), int.Parse(profile["data"]!["first_name"]!.GetValue<string>()[1..])));
                    break;
                case 1:
                    JsonNode overview = await host.GetAsync("/marketing/customer-health-overview");
                    seen.Add((Version(overview), (int)overview["data"]![0]!["avg_total_spent"]!.GetValue<decimal>()));
                    break;
                default:
                    JsonNode list = await host.GetAsync($"/analytics/customer-profiles?limit={dice.Next(1, 1001)}");
                    seen.Add((Version(list), (int)list["data"]![0]!["total_spent"]!.GetValue<decimal>()));
                    break;
            }
        }
    }

    private static string Version(JsonNode answer) => answer["meta"]!["data_version"]!.GetValue<string>();

    private static async Task<string> VersionAsync(ApiHost host) => (await host.GetAsync("/health"))["data_version"]!.GetValue<string>();
}
