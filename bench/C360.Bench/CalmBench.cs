using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace C360.Bench;

/// <summary>The latency of reads without and during a forced refresh, in turns, on a service in a process of its own.</summary>
internal static class CalmBench
{
    /// <summary>The query whose whole answer is compared with that of its version.</summary>
    public const string Reference = "/marketing/customer-health-overview";

    private const int Port = 18361;
    private const int Rounds = 3;
    private const string Quiet = "without";
    private const string Busy = "during";
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(15);

    public static async Task<bool> RunAsync(string work, int customers)
    {
        string data = Path.Combine(work, "data");
        string other = Path.Combine(work, "other");
        Directory.CreateDirectory(work);
        // The two differ in every total, so that an answer of one cannot pass for the other's.
        ScaleData.Generate(customers, "csv", data);
        ScaleData.Generate(customers + (customers / 50), "csv", other);
        using Process service = Start(work, data);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        try
        {
            await UntilAsync(async () => await DataAsync(client, "/admin/metrics") is { } metrics && metrics["data_version"] is not null);
            var readers = new CalmReaders(client);
            using var over = new CancellationTokenSource();
            Task reading = readers.RunAsync(over.Token);
            Dictionary<string, string> references = new() { [await VersionAsync(client)] = await ReferenceAsync(client) };
            await Task.Delay(Stretch);
            for (int round = 0; round < Rounds; round++)
            {
                readers.Phase = Quiet;
                await Task.Delay(Stretch);
                readers.Phase = "";
                (data, other) = Swap(data, other);
                readers.Phase = Busy;
                await RefreshAsync(client);
                readers.Phase = "";
                references[await VersionAsync(client)] = await ReferenceAsync(client);
            }
            await over.CancelAsync();
            await reading;
            return Report([.. readers.Samples], references);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
        }
    }

    private static Process Start(string work, string data)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "c360.dll")]) { WorkingDirectory = work };
        foreach (
            (string name, string value) in new Dictionary<string, string>
            {
                ["API_HOST"] = "127.0.0.1",
                ["API_PORT"] = $"{Port}",
                ["C360_DATA_PATH"] = data,
                ["C360_AS_OF"] = "2025-01-01",
                ["SNAPSHOT_PATH"] = Path.Combine(work, "snapshots"),
                ["SNAPSHOT_RETENTION"] = "2",
                ["ACCESS_LOG"] = Path.Combine(work, "access.ndjson"),
                ["RATE_LIMIT_PER_MINUTE"] = "0",
                ["REFRESH_WHEN_STALE"] = "false",
                ["LOG_LEVEL"] = "WARNING",
            }
        )
            info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>The service's folder stays where it is; what is in it is the other data.</summary>
    private static (string Data, string Other) Swap(string data, string other)
    {
        Directory.Move(data, data + "-away");
        Directory.Move(other, data);
        Directory.Move(data + "-away", other);
        return (data, other);
    }

    private static async Task RefreshAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        string location = response.EnsureSuccessStatusCode().Headers.Location!.ToString();
        JsonNode? refresh = null;
        long start = Stopwatch.GetTimestamp();
        await UntilAsync(async () => (refresh = await DataAsync(client, location))?["finished_at"] is not null);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"refresh {refresh!["status"]} after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"
            )
        );
    }

    private static async Task<string> VersionAsync(HttpClient client) =>
        (await DataAsync(client, "/admin/metrics"))!["data_version"]!.GetValue<string>();

    private static async Task<string> ReferenceAsync(HttpClient client) => (await DataAsync(client, Reference))!.ToJsonString();

    private static async Task<JsonNode?> DataAsync(HttpClient client, string path)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(path);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"] : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(100);
    }

    private static bool Report(CalmReaders.Sample[] samples, Dictionary<string, string> references)
    {
        int failed = samples.Count(sample => sample.Status >= 500);
        int strange = samples.Count(sample =>
            sample.Version is null
            || !references.TryGetValue(sample.Version, out string? reference)
            || (sample.Reference ?? reference) != reference
            || sample.Mixed
        );
        foreach ((string name, bool? cold) in ((string, bool?)[])[("all", null), ("hits", false), ("misses", true)])
        {
            double[] without = Sorted(samples, Quiet, cold);
            double[] during = Sorted(samples, Busy, cold);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -7} without: {without.Length, 5} requests, p50 {At(without, 0.5):F1} ms, p99 {At(without, 0.99):F1} ms; during: {during.Length, 5}, p50 {At(during, 0.5):F1} ms, p99 {At(during, 0.99):F1} ms; ratio p50 {At(during, 0.5) / At(without, 0.5):F2}, p99 {At(during, 0.99) / At(without, 0.99):F2}"
                )
            );
        }
        Console.WriteLine(
            $"{samples.Length} answers of {references.Count} versions ({references.Values.Distinct().Count()} different contents): {failed} with a status of 500 or more, {strange} that are not wholly of their version"
        );
        return failed == 0 && strange == 0;
    }

    private static double[] Sorted(CalmReaders.Sample[] samples, string phase, bool? cold) =>
        [
            .. samples
                .Where(sample => sample.Phase == phase && (cold is null || sample.Cold == cold))
                .Select(sample => sample.Milliseconds)
                .Order(),
        ];

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
