using System.CommandLine;
using System.Runtime.InteropServices;
using C360.WebApi.Commands.Smoke;
using C360.WebApi.Configuration;

namespace C360.WebApi.Commands;

/// <summary>Brings what is outside the application into the container.</summary>
/// <param name="services">The container.</param>
/// <param name="settings">Reads the settings of an options class.</param>
internal delegate void AddInfrastructure(IServiceCollection services, Func<Type, object> settings);

/// <summary>The verbs of c360; without one it serves.</summary>
/// <param name="addInfrastructure">What only the entry point knows.</param>
/// <param name="generate">Makes sample data.</param>
/// <param name="validate">Builds and judges sources.</param>
/// <param name="verify">Compares the engines.</param>
/// <param name="keys">Reads and changes the key file.</param>
internal sealed class CommandLine(
    AddInfrastructure addInfrastructure,
    GenerateSampleData generate,
    ValidateSources validate,
    VerifyEngines verify,
    KeyFileActions keys
)
{
    private const int Misunderstood = 2;
    private const int Interrupted = 130;

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        // What the machine shows of this process; a test host passes its settings on as if they were arguments.
        UnsafeSettings.RefuseInArguments(Environment.GetCommandLineArgs().Skip(1));
        string[] settings = args is ["serve", ..] ? args[1..] : args;
        if (Array.TrueForAll(settings, IsSetting))
        {
            await ServeCommand.RunAsync(settings, addInfrastructure);
            return 0;
        }
        var root = new RootCommand("C360: the REST API in front of a company's Customer 360 data. Without a verb it serves.")
        {
            new Command(
                "serve",
                "Serve the API on API_HOST and API_PORT (settings: environment variables, .env, or --NAME=value; .env.example lists them). Exit code 0: told to stop; 2: a setting is not allowed."
            ),
            RefreshCommand.Create(addInfrastructure),
            GenerateCommand.Create(generate),
            ValidateCommand.Create(validate),
            VerifyEnginesCommand.Create(verify),
            SnapshotsCommand.Create(addInfrastructure),
            KeysCommand.Create(keys),
            HealthCommand.Create(),
            SmokeCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        using var stop = new CancellationTokenSource();
        // Ours: the library's own gives a verb two seconds, if it hears the signal at all, and what is half written would stay.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            int code = await parsed.InvokeAsync(configuration, stop.Token);
            // As a setting that is not allowed: the verbs' own codes tell what came of what was understood.
            return parsed.Errors.Count > 0 ? Misunderstood : code;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal);
}
