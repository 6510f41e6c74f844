using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.Generate;

namespace C360.FunctionalTests.Postman;

/// <summary>Runs the committed collection as a user's pipeline would: with newman, the environment in a file.</summary>
internal static class Newman
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string Root = GeneratedFiles.RootAbove(AppContext.BaseDirectory);
    private static readonly string Program = Path.Combine(Root, "tests/C360.FunctionalTests/obj/newman/node_modules/newman/bin/newman.js");

    /// <summary>The collection's file.</summary>
    public static string Collection => Path.Combine(Root, "postman/c360.postman_collection.json");

    /// <summary>The environment's file.</summary>
    public static string Environment => Path.Combine(Root, "postman/c360.postman_environment.json");

    /// <summary>Runs it from top to bottom.</summary>
    /// <param name="service">Where the service is.</param>
    /// <param name="key">The key; empty where it has none.</param>
    /// <param name="folders">The folders to be run; all when none is named.</param>
    public static async Task<NewmanRun> RunAsync(Uri service, string key, params string[] folders)
    {
        Assert.That(Program, Does.Exist, "newman is not there; the build has said why");
        string folder = Directory.CreateTempSubdirectory("c360-newman-").FullName;
        try
        {
            string environment = Path.Combine(folder, "environment.json");
            string report = Path.Combine(folder, "report.json");
            await File.WriteAllTextAsync(environment, Filled(service, key));
            string[] only = [.. folders.SelectMany(name => (string[])["--folder", name])];
            string[] reporting = ["-r", "json", "--reporter-json-export", report];
            (int code, string output) = await RunAsync(["run", Collection, "-e", environment, .. reporting, .. only]);
            Assert.That(report, Does.Exist, $"newman ended with {code}: {output}");
            return await NewmanRun.ReadAsync(report, code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Filled(Uri service, string key)
    {
        JsonNode environment = JsonNode.Parse(File.ReadAllText(Environment))!;
        foreach (JsonNode? variable in environment["values"]!.AsArray())
            variable!["value"] = (string)variable["key"]! == "base_url" ? service.GetLeftPart(UriPartial.Authority) : key;
        return environment.ToJsonString();
    }

    private static async Task<(int Code, string Output)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Program, .. arguments])
            start.ArgumentList.Add(argument);
        // The service is on this machine, whatever the machine's way to the outside is.
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var process = System.Diagnostics.Process.Start(start)!;
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
        return (process.ExitCode, await output + await error);
    }
}
