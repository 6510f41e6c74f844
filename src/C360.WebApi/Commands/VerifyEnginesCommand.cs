using System.CommandLine;
using System.Text.Json;
using C360.Application.Verification;
using C360.Domain.Snapshots;
using C360.WebApi.Configuration;
using C360.WebApi.Http;
using Spectre.Console;

namespace C360.WebApi.Commands;

/// <summary>Builds some data on both engines and asks both everything.</summary>
/// <param name="settings">
/// Reads the settings of an options class: C360_DATA_PATH is the data, SPARK_REMOTE the cluster, SNAPSHOT_PATH the folder to build in.
/// </param>
/// <param name="render">Writes a value as the service does.</param>
/// <param name="progress">Told what is done, and how far the whole is, in per cent.</param>
/// <param name="tell">Told of each comparison.</param>
/// <param name="cancellationToken">Stops it; nothing is left behind.</param>
internal delegate Task VerifyEngines(
    Func<Type, object> settings,
    Func<object, string> render,
    Action<string, double> progress,
    Action<EngineComparison> tell,
    CancellationToken cancellationToken
);

/// <summary>The verb verify-engines: whether Spark says what the embedded engine says.</summary>
internal static class VerifyEnginesCommand
{
    private const int AllEqual = 0;
    private const int SomeDifferent = 1;
    private const int Misunderstood = 2;
    private const int NotComparable = 3;

    /// <summary>Declares the verb.</summary>
    /// <param name="verify">Does it.</param>
    public static Command Create(VerifyEngines verify)
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder of the sources; the cluster must see it under the same path.",
            Required = true,
        };
        var spark = new Option<string?>("--spark")
        {
            Description =
                "The cluster, as in sc://host:15002. Default: SPARK_REMOTE, where an address with a token belongs: every user of a machine can read arguments.",
        };
        var work = new Option<string?>("--work")
        {
            Description =
                "The folder to build in; the cluster must see it under the same path and be able to write there. Default: SNAPSHOT_PATH. What is built is removed at the end.",
        };
        var asOf = new Option<string>("--as-of")
        {
            Description = "As C360_AS_OF: today, latest or YYYY-MM-DD.",
            DefaultValueFactory = _ => "latest",
        };
        asOf.Validators.Add(result =>
        {
            if (!AsOfSetting.TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError($"--as-of {result.GetValueOrDefault<string>()}: must be {AsOfSetting.Allowed}.");
        });
        var json = new Option<bool>("--json") { Description = "Print all comparisons as JSON, at the end." };
        var command = new Command(
            "verify-engines",
            "Build the same data on the embedded engine and on Spark, ask both every query with many parameters, and compare whole answers; publishes nothing. "
                + "Exit code 0: all are equal; 1: some are different; 2: misunderstood or a setting is not allowed; 3: the cluster or the data cannot be used; 130: interrupted, nothing is left behind."
        )
        {
            data,
            spark,
            work,
            asOf,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                string?[] settings =
                [
                    $"--C360_DATA_PATH={parsed.GetRequiredValue(data)}",
                    $"--C360_AS_OF={parsed.GetRequiredValue(asOf)}",
                    parsed.GetValue(spark) is { } remote ? $"--SPARK_REMOTE={remote}" : null,
                    parsed.GetValue(work) is { } folder ? $"--SNAPSHOT_PATH={folder}" : null,
                ];
                return RunAsync(verify, Settings.Source([.. settings.OfType<string>()]), parsed.GetValue(json), cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(VerifyEngines verify, IConfiguration settings, bool json, CancellationToken cancellationToken)
    {
        string remote = settings["SPARK_REMOTE"]?.Trim() ?? "";
        using var report = new VerificationReport(Console.Out, json, ClusterAddress.SecretsOf(remote));
        if (Fault(settings, remote) is { } fault)
            return await EndAsync(fault, Misunderstood);
        await Task.Yield();
        try
        {
            report.Begin(ClusterAddress.Shown(remote));
            await WatchedAsync(progress =>
                verify(
                    type => Settings.Read(type, settings),
                    value => JsonSerializer.Serialize(value, value.GetType(), Json.Options),
                    progress,
                    report.Tell,
                    cancellationToken
                )
            );
            return report.End() ? AllEqual : SomeDifferent;
        }
        catch (SettingException exception)
        {
            return await EndAsync(exception.Message, Misunderstood);
        }
        catch (Exception exception)
            when (exception is EnginesNotComparableException or IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return await EndAsync(exception.Message, NotComparable);
        }

        async Task<int> EndAsync(string sentence, int code)
        {
            await Console.Error.WriteLineAsync(report.WithoutSecrets(sentence));
            return code;
        }
    }

    private static string? Fault(IConfiguration settings, string remote)
    {
        if (settings["C360_DATA_PATH"] is var data && !Directory.Exists(data))
            return $"--data {data}: must be a folder that exists";
        if (remote.Length == 0)
            return "--spark is not given, nor is SPARK_REMOTE set: name the cluster, as in sc://host:15002";
        return remote.StartsWith("sc://", StringComparison.Ordinal) ? null : "--spark: must be an address such as sc://host:15002";
    }

    /// <summary>Shows how far it is to whoever looks at a terminal and writes the report elsewhere; beside it, so that neither tears the other.</summary>
    private static Task WatchedAsync(Func<Action<string, double>, Task> work)
    {
        if (Console.IsErrorRedirected || !Console.IsOutputRedirected)
            return work((_, _) => { });
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal
            .Status()
            .StartAsync("verifying", context => work((stage, percent) => context.Status = Markup.Escape($"{percent:0} % {stage}")));
    }
}
