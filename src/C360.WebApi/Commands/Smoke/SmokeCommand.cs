using System.CommandLine;
using System.Globalization;
using C360.WebApi.Configuration;
using Spectre.Console;

namespace C360.WebApi.Commands.Smoke;

/// <summary>The verb smoke: every endpoint of a running deployment called and judged.</summary>
internal static class SmokeCommand
{
    private const int Good = 0;
    private const int Bad = 1;
    private const int Silent = 3;
    private const int WidthOfFiles = 10_000;
    private const double LongestPatience = 3600;

    /// <summary>Declares the verb.</summary>
    public static Command Create()
    {
        var address = new Argument<Uri>("URL")
        {
            Description = "Where the deployment answers, such as http://localhost:8000.",
            CustomParser = Address,
        };
        var key = new Option<string?>("--key")
        {
            Description =
                "An API key that has every scope. Every user of this machine can read it here: better set API_KEY (environment or .env) or give --key-file.",
        };
        var keyFile = new Option<string?>("--key-file") { Description = "A file whose first line is the key." };
        var timeout = new Option<double>("--timeout")
        {
            Description = "Seconds until an answer must be there as a whole.",
            DefaultValueFactory = _ => 60,
            CustomParser = Seconds,
        };
        var readOnly = new Option<bool?>("--read-only")
        {
            Description =
                "Leave out whatever changes something: every POST. That is the default where the deployment says that it is production, or does not say where it is; --read-only=false posts there too: a refresh is forced, which also ends the use of an older snapshot that was activated.",
        };
        var command = new Command(
            "smoke",
            "Call every endpoint of a running deployment, as its own /openapi.json lists them, and judge the answers in one table with timings. Exit code 0: all are good; 1: something failed; 2: misunderstood; 3: nothing answers at URL; 130: interrupted."
        )
        {
            address,
            key,
            keyFile,
            timeout,
            readOnly,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(key) is not null && result.GetResult(keyFile) is not null)
                result.AddError("--key and --key-file: give one of them.");
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(address),
                    SmokeKey.Read(parsed.GetValue(key), parsed.GetValue(keyFile)),
                    TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                    parsed.GetValue(readOnly),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Uri address,
        string? key,
        TimeSpan patience,
        bool? readOnly,
        CancellationToken cancellationToken
    )
    {
        MaskedLines.Hide(key);
        var table = new VerdictTable(Terminal());
        using var deployment = new Deployment(address, key, patience, Console.Error.WriteLine);
        var test = new SmokeTest(deployment, table);
        if (await test.SilenceAsync(cancellationToken) is { } silence)
        {
            await Console.Error.WriteLineAsync(
                $"Nothing answers at {address} ({silence}): start the service with c360 or make run, or check the address"
            );
            return Silent;
        }
        table.Begin($"Smoke test of {address}");
        return await test.RunAsync(readOnly, cancellationToken) ? Good : Bad;
    }

    /// <summary>A file has no width at which lines would have to be broken, and no colours.</summary>
    private static IAnsiConsole Terminal()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            (console.Profile.Width, console.Profile.Capabilities.Ansi) = (WidthOfFiles, false);
        return console;
    }

    private static Uri? Address(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { UserInfo: "", Query: "", Fragment: "" }
        )
            return address;
        // Not repeated: a password could stand in it.
        result.AddError("URL: must be an address such as http://localhost:8000, without a user's name, ? and #.");
        return null;
    }

    private static double Seconds(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (
            double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= LongestPatience
        )
            return seconds;
        result.AddError($"--timeout {result.Tokens[0].Value}: must be a number of seconds, up to {LongestPatience}.");
        return 0;
    }
}
