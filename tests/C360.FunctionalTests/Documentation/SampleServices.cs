using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;

namespace C360.FunctionalTests.Documentation;

/// <summary>Services on the sample data with the documented defaults: one that all share, and more with settings of their own on copies of its snapshot.</summary>
internal sealed class SampleServices : IAsyncDisposable
{
    private readonly string _folder;

    private SampleServices(string folder, RealService shared) => (_folder, Shared) = (folder, shared);

    /// <summary>The one that all share.</summary>
    public RealService Shared { get; }

    private static string Snapshots(string folder) => Path.Combine(folder, "snapshots");

    /// <summary>Starts the shared one and waits for its data.</summary>
    public static async Task<SampleServices> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("c360-pages-").FullName;
        // Many pages ask it in one minute.
        RealService shared = await RealService.StartAsync(folder, ("RATE_LIMIT_PER_MINUTE", "0"));
        await UntilReadyAsync(shared);
        return new SampleServices(folder, shared);
    }

    /// <summary>Starts one with settings of its own in a folder; on a copy of the shared one's snapshots, unless it has data of its own.</summary>
    public async Task<RealService> StartAsync(string folder, params (string Name, string Value)[] settings)
    {
        if (settings.Any(setting => setting.Name == "C360_DATA_PATH"))
            return await RealService.StartAsync(folder, settings);
        Copy(Snapshots(_folder), Snapshots(folder));
        RealService service = await RealService.StartAsync(folder, settings);
        await UntilReadyAsync(service);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await Shared.DisposeAsync();
        await TempFolder.RemoveAsync(_folder);
    }

    /// <summary>Copies a folder without what is hidden, and into no file that is there.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileSystemInfo entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            string target = Path.Combine(to, entry.Name);
            if (entry.Name.StartsWith('.') || File.Exists(target))
                continue;
            if (entry is FileInfo file)
                file.CopyTo(target);
            else
                Copy(entry.FullName, target);
        }
    }

    /// <summary>Until it serves and its first refresh, which may only compare, has ended.</summary>
    private static async Task UntilReadyAsync(RealService service)
    {
        for (int left = 1200; left > 0; left--)
        {
            JsonNode health = JsonNode.Parse(await (await service.Client.GetAsync("/health")).Content.ReadAsStringAsync())!;
            if ((string?)health["status"] == "healthy" && (string?)health["last_refresh"] is not ("queued" or "running"))
                return;
            await Task.Delay(50);
        }
        throw new AssertionException("The service has no data after a minute");
    }
}
