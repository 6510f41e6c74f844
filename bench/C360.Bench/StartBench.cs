using System.Diagnostics;
using System.Globalization;

namespace C360.Bench;

/// <summary>From the start of the process to the first 200 with an existing snapshot, and the memory at rest.</summary>
internal static class StartBench
{
    private const int Port = 18360;
    private const int Rounds = 5;

    public static async Task RunAsync(string work)
    {
        string snapshots = Path.Combine(work, "snapshots");
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        await StartedAsync(client, snapshots, TimeSpan.FromMinutes(2));
        for (int round = 0; round < Rounds; round++)
            Console.WriteLine(await StartedAsync(client, snapshots, TimeSpan.FromSeconds(30)));
    }

    private static async Task<string> StartedAsync(HttpClient client, string snapshots, TimeSpan patience)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "c360.dll")]) { RedirectStandardOutput = true };
        (info.Environment["SNAPSHOT_PATH"], info.Environment["API_HOST"], info.Environment["API_PORT"]) = (
            snapshots,
            "127.0.0.1",
            $"{Port}"
        );
        info.Environment["LOG_LEVEL"] = "WARNING";
        info.Environment["REFRESH_WHEN_STALE"] = "false";
        long start = Stopwatch.GetTimestamp();
        using Process service = Process.Start(info)!;
        try
        {
            while (!await AnswersAsync(client))
                if (Stopwatch.GetElapsedTime(start) > patience)
                    throw new TimeoutException("The service did not answer");
                else
                    await Task.Delay(10);
            TimeSpan first = Stopwatch.GetElapsedTime(start);
            await Task.Delay(TimeSpan.FromSeconds(3));
            service.Refresh();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"first 200 after {first.TotalSeconds:F2} s, {service.WorkingSet64 / 1_000_000} MB resident at rest"
            );
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync("/marketing/customer-health-overview");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
