using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace C360.FunctionalTests.Concurrency;

/// <summary>The real executable in a process of its own, which can be killed. Waiting for it is polling: it has nothing that a test could await.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly StringBuilder _output = new();

    private ServiceProcess(Process process, int port)
    {
        (_process, Port) = (process, port);
        _client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>Starts the service on a free port and waits for its first answer.</summary>
    public static Task<ServiceProcess> StartAsync(string dataPath, string snapshotPath, CancellationToken cancellationToken) =>
        StartAsync("dotnet", [Program], dataPath, snapshotPath, cancellationToken);

    /// <summary>
    /// Starts it where SNAPSHOT_PATH is a disk of its own, in memory, that only it sees: it runs in a mount namespace, which Linux gives to anybody
    /// whose machine allows user namespaces.
    /// </summary>
    public static Task<ServiceProcess> StartOnSmallDiskAsync(
        int megabytes,
        string dataPath,
        string snapshotPath,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(snapshotPath);
        string mount = $"mount -t tmpfs -o size={megabytes}m none \"$0\" && exec dotnet \"$1\"";
        return StartAsync("unshare", ["-rm", "sh", "-c", mount, snapshotPath, Program], dataPath, snapshotPath, cancellationToken);
    }

    /// <summary>Changes the options of the service's own disk: <c>ro</c>, or <c>rw,size=64m</c>.</summary>
    public async Task RemountAsync(string options, string snapshotPath)
    {
        string[] inside = ["-t", $"{Id}", "-U", "-m", "--preserve-credentials", "mount", "-o", $"remount,{options}", snapshotPath];
        using Process mount = Process.Start("nsenter", inside);
        await mount.WaitForExitAsync();
        Assert.That(mount.ExitCode, Is.Zero);
    }

    /// <summary>What the service sees under a path, on its own disk.</summary>
    public string Inside(string path) => $"/proc/{Id}/root{path}";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "c360.dll");

    private static async Task<ServiceProcess> StartAsync(
        string program,
        string[] arguments,
        string dataPath,
        string snapshotPath,
        CancellationToken cancellationToken
    )
    {
        int port = FreePort();
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Without a .env.
            WorkingDirectory = Path.GetDirectoryName(snapshotPath),
            Environment =
            {
                ["API_HOST"] = "127.0.0.1",
                ["API_PORT"] = $"{port}",
                ["C360_DATA_PATH"] = dataPath,
                ["C360_AS_OF"] = "2026-06-20",
                ["SNAPSHOT_PATH"] = snapshotPath,
                ["SNAPSHOT_RETENTION"] = "3",
                ["RATE_LIMIT_PER_MINUTE"] = "0",
                ["REFRESH_WHEN_STALE"] = "false",
                ["LOG_LEVEL"] = "WARNING",
            },
        };
        var service = new ServiceProcess(Process.Start(start)!, port);
        await service.UntilAsync(async () => await service.TryGetAsync("/health/live") is not null, cancellationToken);
        return service;
    }

    /// <summary>The JSON of a GET; null when nobody listens or the status is none of success.</summary>
    public async Task<JsonNode?> TryGetAsync(string path)
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(path);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Status and JSON of a POST.</summary>
    public async Task<(int Status, JsonNode Body)> TryPostAsync(string path)
    {
        using HttpResponseMessage response = await _client.PostAsync(path, null);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Begins a refresh, whether there is anything to do or not; its id.</summary>
    public async Task<string> BeginRefreshAsync()
    {
        using HttpResponseMessage response = await _client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["refresh_id"]!.GetValue<string>();
    }

    /// <summary>Waits until a refresh has ended: its status and version.</summary>
    public async Task<(string Status, string? Version)> EndOfAsync(string refresh, CancellationToken cancellationToken)
    {
        JsonNode data = await ReportOfAsync(refresh, cancellationToken);
        return (data["status"]!.GetValue<string>(), data["data_version"]?.GetValue<string>());
    }

    /// <summary>Waits until a refresh has ended: what it tells of itself.</summary>
    public async Task<JsonNode> ReportOfAsync(string refresh, CancellationToken cancellationToken)
    {
        JsonNode? data = null;
        await UntilAsync(
            async () =>
            {
                data = (await TryGetAsync($"/admin/refreshes/{refresh}"))?["data"];
                return data?["finished_at"] is not null;
            },
            cancellationToken
        );
        return data!;
    }

    /// <summary>Waits in small steps until a condition holds; fails when the process has gone or the test's time is over.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        while (!await condition())
        {
            Assert.That(_process.HasExited, Is.False, () => $"The service has gone: {_output}");
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>kill -TERM: its exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("TERM", cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _client.Dispose();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
