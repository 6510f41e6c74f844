using System.Globalization;

namespace C360.Bench;

/// <summary>From the start of the process to the first 200 with an existing snapshot, and the memory at rest.</summary>
internal static class StartBench
{
    private const int Rounds = 5;

    public static async Task RunAsync(string work)
    {
        string snapshots = Path.Combine(work, "snapshots");
        await StartedAsync(snapshots, TimeSpan.FromMinutes(2));
        for (int round = 0; round < Rounds; round++)
            Console.WriteLine(await StartedAsync(snapshots, TimeSpan.FromSeconds(30)));
    }

    private static async Task<string> StartedAsync(string snapshots, TimeSpan patience)
    {
        await using var service = new ServiceProgram(snapshots);
        await service.GetAsync("/marketing/customer-health-overview", patience);
        TimeSpan first = service.Age;
        await Task.Delay(TimeSpan.FromSeconds(3));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"first 200 after {first.TotalSeconds:F2} s, {service.ResidentBytes / 1_000_000} MB resident at rest"
        );
    }
}
