using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace C360.WebApi.Configuration;

/// <summary>Sets up the log: one JSON object a line on standard output, or text for people.</summary>
internal static class LogSetup
{
    private const string Text = "{Timestamp:HH:mm:ss} {Level:u3} {Message:l}{NewLine}{Exception}";

    /// <summary>Makes the logger.</summary>
    /// <param name="options">Level and format.</param>
    public static Logger Create(ServiceOptions options) => Create(options, null, Text);

    /// <summary>Makes the logger of a verb: its output is for its outcome, so that the lines go to standard error, without times; why something failed the verb says.</summary>
    /// <param name="options">Level and, with DEBUG, stack traces.</param>
    public static Logger CreateBesideOutput(ServiceOptions options) =>
        Create(
            new ServiceOptions
            {
                Debug = options.Debug,
                // On a terminal something moves in their place.
                LogLevel = Console.IsErrorRedirected ? options.LogLevel : "CRITICAL",
                LogFormat = "text",
            },
            LevelAlias.Minimum,
            options.Debug ? Text : "{Message:l}{NewLine}"
        );

    private static Logger Create(ServiceOptions options, LogEventLevel? toError, string text)
    {
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Is(options.Debug ? LogEventLevel.Debug : Level(options.LogLevel))
            // The host's own lines say less than ours about the same request.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // That the host cannot start we say ourselves, in a line without a stack trace.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            // AutoMapper reminds of its licence at every start; the configuration's documentation does.
            .MinimumLevel.Override("LuckyPennySoftware.AutoMapper.License", LogEventLevel.Error);
        configuration =
            options.LogFormat == "json"
                ? configuration.WriteTo.Console(new MaskedLines(new JsonLines()))
                : configuration.WriteTo.Console(
                    new MaskedLines(new MessageTemplateTextFormatter(text, CultureInfo.InvariantCulture)),
                    standardErrorFromLevel: toError
                );
        return configuration.CreateLogger();
    }

    private static LogEventLevel Level(string name) =>
        name switch
        {
            "DEBUG" => LogEventLevel.Debug,
            "WARNING" => LogEventLevel.Warning,
            "ERROR" => LogEventLevel.Error,
            "CRITICAL" => LogEventLevel.Fatal,
            _ => LogEventLevel.Information,
        };
}
