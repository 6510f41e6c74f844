using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace C360.FunctionalTests.Documentation;

/// <summary>One bash for all blocks of a page, as a reader's terminal: variables and the folder stay from block to block.</summary>
internal sealed class PageShell : IAsyncDisposable
{
    private const string End = "-- end of the block, first failure:";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _bash;
    private readonly string _folder;

    /// <param name="folder">The folder that its commands work in: it is made to look like a clone.</param>
    public PageShell(string folder)
    {
        _folder = folder;
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string tools = Directory.CreateDirectory(Path.Combine(folder, ".tools")).FullName;
        WriteTool(Path.Combine(tools, "c360"), $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "c360.dll")}' \"$@\"");
        // On a terminal curl shows no progress when it prints there.
        File.WriteAllText(Path.Combine(tools, ".curlrc"), "silent\nshow-error\nnoproxy = \"*\"\n");
        start.Environment["CURL_HOME"] = tools;
        start.Environment["NO_PROXY"] = "*";
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        _bash = Process.Start(start)!;
        // Errors are where a reader sees them, between the lines.
        _bash.StandardInput.WriteLine("exec 2>&1; trap 'code=$?; [ $failed != 0 ] || failed=$code' ERR");
    }

    /// <summary>Runs a block: what it prints, and the exit code of its first command that failed, or 0.</summary>
    public async Task<(int Code, string Output)> RunAsync(string text)
    {
        string file = Path.Combine(_folder, ".tools", "block");
        await File.WriteAllTextAsync(file, text + "\n");
        await _bash.StandardInput.WriteLineAsync($"failed=0; eval \"$(cat '{file}')\" < /dev/null; printf '\\n{End} %s\\n' $failed");
        await _bash.StandardInput.FlushAsync();
        var output = new StringBuilder();
        using var deadline = new CancellationTokenSource(Patience);
        while (await LineAsync(output, deadline.Token) is { } line)
        {
            if (line.StartsWith(End, StringComparison.Ordinal))
                return (int.Parse(line[End.Length..], CultureInfo.InvariantCulture), output.ToString());
            output.Append(line).Append('\n');
        }
        throw new AssertionException($"The shell has ended; it printed: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_bash.HasExited)
            _bash.Kill(entireProcessTree: true);
        await _bash.WaitForExitAsync();
        _bash.Dispose();
    }

    private async Task<string?> LineAsync(StringBuilder output, CancellationToken cancellationToken)
    {
        try
        {
            return await _bash.StandardOutput.ReadLineAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new AssertionException($"No end after {Patience.TotalSeconds} s; it printed: {output}");
        }
    }

    private static void WriteTool(string path, string command)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
