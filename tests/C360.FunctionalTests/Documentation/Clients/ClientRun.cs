using System.Diagnostics;

namespace C360.FunctionalTests.Documentation.Clients;

/// <summary>Runs a client of the folder clients/ as a user would.</summary>
internal static class ClientRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>The path of one.</summary>
    public static string PathOf(string client) => Path.Combine(MarkdownPage.Root, "clients", client);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string program,
        string[] arguments,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The tests' own key and proxy are nobody's business.
        start.Environment.Remove("C360_API_KEY");
        start.Environment["NO_PROXY"] = "*";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output, (await error).Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}
