using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace C360.FunctionalTests.Hosting;

/// <summary>The executable c360 as its own process, on a free port of the loopback address: what it prints, how it ends.</summary>
internal sealed partial class RealService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RealService(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
    }

    /// <summary>Calls it.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler()) { Timeout = Patience };

    /// <summary>The lines of its log so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<RealService> StartAsync(string workingFolder, params (string Name, string Value)[] settings)
    {
        var service = new RealService(Process(workingFolder, [], [("API_HOST", "127.0.0.1"), ("API_PORT", "0"), .. settings]));
        service._process.Start();
        service._process.BeginOutputReadLine();
        _ = service._process.StandardError.ReadToEndAsync();
        service.Client.BaseAddress = await service._address.Task.WaitAsync(Patience);
        return service;
    }

    /// <summary>Starts it where its log does not tell the address, on a port that was free, and waits until it answers.</summary>
    public static Task<RealService> StartQuietlyAsync(string workingFolder, params (string Name, string Value)[] settings) =>
        StartAsync(workingFolder, isHeard: true, settings);

    /// <summary>The same, but whoever should read its log has gone.</summary>
    public static Task<RealService> StartUnheardAsync(string workingFolder, params (string Name, string Value)[] settings) =>
        StartAsync(workingFolder, isHeard: false, settings);

    private static async Task<RealService> StartAsync(string workingFolder, bool isHeard, (string Name, string Value)[] settings)
    {
        int port = FreePort();
        Process process = Process(workingFolder, [], [("API_HOST", "127.0.0.1"), ("API_PORT", $"{port}"), .. settings]);
        if (!isHeard)
        {
            string program = process.StartInfo.ArgumentList.Single();
            process.StartInfo.FileName = "sh";
            process.StartInfo.ArgumentList.Clear();
            foreach (string argument in (string[])["-c", "dotnet \"$0\" | true", program])
                process.StartInfo.ArgumentList.Add(argument);
        }
        var service = new RealService(process);
        service._process.Start();
        service._process.BeginOutputReadLine();
        Task<string> error = service._process.StandardError.ReadToEndAsync();
        service.Client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        for (int left = 600; ; left--)
            try
            {
                (await service.Client.GetAsync("/health/live")).Dispose();
                return service;
            }
            catch (HttpRequestException) when (left > 0 && !service._process.HasExited)
            {
                await Task.Delay(100);
            }
            catch (HttpRequestException) when (service._process.HasExited)
            {
                throw new AssertionException(await error);
            }
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string workingFolder,
        string[] arguments,
        params (string Name, string Value)[] settings
    )
    {
        using Process process = Process(workingFolder, arguments, settings);
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            // What should have ended by itself is not left running.
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts it; what it prints goes nowhere.</summary>
    public static Process Start(string workingFolder, string[] arguments, params (string Name, string Value)[] settings)
    {
        Process process = Process(workingFolder, arguments, settings);
        process.Start();
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _lines.Add(line);
        if (Serves().Match(line) is { Success: true } serves)
            _address.TrySetResult(new Uri(serves.Groups["address"].Value));
    }

    private static Process Process(string workingFolder, string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "c360.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        return new Process { StartInfo = start };
    }

    [GeneratedRegex("serves on (?<address>http://[0-9.:]+)")]
    private static partial Regex Serves();
}
