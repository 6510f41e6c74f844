using System.Globalization;

namespace C360.Bench;

/// <summary>A cached hit against a bare MVC action that returns the same bytes, and against a 304 of the same answer, in the same process, in turns.</summary>
internal static class HitBench
{
    private const int Rounds = 7;
    private const int Connections = 4;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    private static readonly (string Name, string Path)[] Cases =
    [
        ("overview", "/marketing/customer-health-overview"),
        ("churn", "/marketing/churn-risk-customers"),
        ("churn-limit", "/marketing/churn-risk-customers?min_lifetime_value=500&limit=10"),
    ];

    public static async Task RunAsync(string work)
    {
        await using Service service = await Service.StartAsync(
            new Dictionary<string, string>
            {
                ["SNAPSHOT_PATH"] = Path.Combine(work, "snapshots"),
                ["RATE_LIMIT_PER_MINUTE"] = "0",
                ["ACCESS_LOG"] = Path.Combine(Directory.CreateDirectory(work).FullName, "access.ndjson"),
                ["LOG_LEVEL"] = Environment.GetEnvironmentVariable("BENCH_LOG_LEVEL") ?? "WARNING",
                ["REFRESH_WHEN_STALE"] = "false",
            }
        );
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = service.Address };
        foreach ((string name, string path) in Cases)
        {
            using HttpResponseMessage first = await client.GetAsync(path);
            BareController.Bodies[name] = await first.Content.ReadAsByteArrayAsync();
            string held = $"If-None-Match: {first.Headers.ETag}\r\n";
            var ratios = new List<double>();
            var unchanged = new List<double>();
            Measure(service, path);
            Measure(service, "/bare/" + name);
            Measure(service, path, held);
            (double PerSecond, double Bytes) hit = default;
            (double PerSecond, double Bytes) bare = default;
            (double PerSecond, double Bytes) same = default;
            for (int round = 0; round < Rounds; round++)
            {
                bare = Measure(service, "/bare/" + name);
                hit = Measure(service, path);
                same = Measure(service, path, held);
                ratios.Add(hit.PerSecond / bare.PerSecond);
                unchanged.Add(same.PerSecond / hit.PerSecond);
            }
            ratios.Sort();
            unchanged.Sort();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: {BareController.Bodies[name].Length} bytes; hit {hit.PerSecond:F0}/s, bare {bare.PerSecond:F0}/s; median ratio {ratios[Rounds / 2]:F2} ({ratios[0]:F2}..{ratios[^1]:F2}); allocated per request: hit {hit.Bytes:F0} B, bare {bare.Bytes:F0} B, above it {hit.Bytes - bare.Bytes:F0} B; 304 {same.PerSecond:F0}/s, {same.Bytes:F0} B; median ratio of 304 to hit {unchanged[Rounds / 2]:F2} ({unchanged[0]:F2}..{unchanged[^1]:F2})"
                )
            );
        }
    }

    private static (double PerSecond, double Bytes) Measure(Service service, string path, string headers = "")
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        (double perSecond, long requests) = LoadClient.Run(service.Address, path, Connections, Round, headers);
        // The client's buffers, allocated once per connection, are not the server's.
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before - Connections * (1L << 20);
        return (perSecond, (double)bytes / requests);
    }
}
