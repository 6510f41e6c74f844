using System.Diagnostics;
using System.Text.Json.Nodes;

namespace C360.Bench;

/// <summary>The executable as a process of its own, on a fixed port of the loopback address; killed when disposed.</summary>
internal sealed class ServiceProgram : IAsyncDisposable
{
    private const int Port = 18360;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private readonly Process _process;
    private readonly long _started = Stopwatch.GetTimestamp();

    public ServiceProgram(string snapshotPath, IReadOnlyDictionary<string, string>? settings = null)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "c360.dll")])
        {
            WorkingDirectory = Path.GetDirectoryName(Directory.CreateDirectory(snapshotPath).FullName),
            RedirectStandardOutput = true,
            Environment =
            {
                ["SNAPSHOT_PATH"] = snapshotPath,
                ["API_HOST"] = "127.0.0.1",
                ["API_PORT"] = $"{Port}",
                ["LOG_LEVEL"] = "WARNING",
                ["RATE_LIMIT_PER_MINUTE"] = "0",
                ["REFRESH_WHEN_STALE"] = "false",
            },
        };
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        _process = Process.Start(info)!;
        // Unread, the pipe would fill up and hold the service.
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address };
    }

    public static Uri Address { get; } = new($"http://127.0.0.1:{Port}");

    public HttpClient Client { get; }

    public int Id => _process.Id;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The JSON of a GET; null when nobody listens or the status is none of success.</summary>
    public async Task<JsonNode?> TryGetAsync(string path)
    {
        try
        {
            using HttpResponseMessage response = await Client.GetAsync(path);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    public async Task<JsonNode> GetAsync(string path, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await TryGetAsync(path) is { } answer)
                return answer;
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > patience)
                throw new TimeoutException($"The service did not answer {path}");
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Begins a refresh, whether there is anything to do or not: its id.</summary>
    public async Task<string> BeginRefreshAsync()
    {
        using HttpResponseMessage response = await Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["refresh_id"]!.GetValue<string>();
    }

    /// <summary>Waits until a refresh has ended: what it tells of itself.</summary>
    public async Task<JsonNode> EndOfAsync(string refresh)
    {
        while (true)
        {
            JsonNode report = (await GetAsync($"/admin/refreshes/{refresh}", TimeSpan.FromSeconds(30)))["data"]!;
            if (report["finished_at"] is not null)
                return report;
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>kill -9.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
