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
    public static Logger Create(ServiceOptions options)
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
                : configuration.WriteTo.Console(new MaskedLines(new MessageTemplateTextFormatter(Text, CultureInfo.InvariantCulture)));
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
