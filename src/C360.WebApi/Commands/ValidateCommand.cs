using System.CommandLine;
using System.Text.Json;
using AutoMapper;
using C360.Application;
using C360.Application.Admin;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.WebApi.Configuration;
using C360.WebApi.Http;
using Spectre.Console;

namespace C360.WebApi.Commands;

/// <summary>Builds and judges the sources without publishing anything.</summary>
/// <param name="settings">Reads the settings of an options class; C360_DATA_PATH is the folder to look at.</param>
/// <param name="snapshotPath">Where the last snapshot is looked for.</param>
/// <param name="progress">Told what is done, and how far the whole is, in per cent.</param>
/// <param name="cancellationToken">Stops it; nothing is left behind.</param>
internal delegate Task<Snapshot> ValidateSources(
    Func<Type, object> settings,
    string? snapshotPath,
    Action<string, double> progress,
    CancellationToken cancellationToken
);

/// <summary>The verb validate: what a refresh would make of a folder of sources.</summary>
internal static class ValidateCommand
{
    private const int Clean = 0;
    private const int WouldBeStopped = 1;
    private const int Unreadable = 2;
    private const int WidthOfFiles = 1000;

    /// <summary>Declares the verb.</summary>
    /// <param name="validate">Does it.</param>
    public static Command Create(ValidateSources validate)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of the sources, as C360_DATA_PATH would name it." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON: what GET /admin/data-quality has as data." };
        var command = new Command(
            "validate",
            "Read the sources, run the models, publish nothing and print the report. Exit code 0: a refresh would publish it; 1: the gate would stop it; 2: it cannot be read."
        )
        {
            folder,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(validate, parsed.GetRequiredValue(folder), parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(ValidateSources validate, string folder, bool json, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"DIR={folder}: must be a folder that exists");
            return Unreadable;
        }
        await Task.Yield();
        IConfigurationRoot settings = Settings.Source([$"--C360_DATA_PATH={folder}"]);
        try
        {
            Snapshot outcome = await WatchedAsync(tell =>
                validate(type => Settings.Read(type, settings), settings["SNAPSHOT_PATH"], tell, cancellationToken)
            );
            DataQuality report = Mapper(settings).Map<DataQuality>(outcome);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(report, Indented));
            else
                new QualityText(Terminal()).Write(outcome, report);
            return report.Gate.Passed ? Clean : WouldBeStopped;
        }
        catch (Exception exception)
            when (exception is RefreshFailedException or IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Unreadable;
        }
    }

    /// <summary>Shows how far it is to whoever looks; beside the report, so that the report can go into a file.</summary>
    private static Task<Snapshot> WatchedAsync(Func<Action<string, double>, Task<Snapshot>> work)
    {
        if (Console.IsErrorRedirected)
            return work((_, _) => { });
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal
            .Status()
            .StartAsync("validating", context => work((stage, percent) => context.Status = Markup.Escape($"{percent:0} % {stage}")));
    }

    private static readonly JsonSerializerOptions Indented = Json.Apply(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>A file has no width at which lines would have to be broken.</summary>
    private static IAnsiConsole Terminal()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfFiles;
        return console;
    }

    /// <summary>The admin maps alone: nothing is served.</summary>
    private static IMapper Mapper(IConfiguration settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApplication(((ServiceOptions)Settings.Read(typeof(ServiceOptions), settings)).AutomapperLicenseKey);
        return services.BuildServiceProvider().GetRequiredService<IMapper>();
    }
}
