using System.Collections.Frozen;
using System.Globalization;
using C360.Application.Queries;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace C360.WebApi.Configuration;

/// <summary>Writes a log event as one flat JSON object a line: time, level, message, then its properties in snake_case.</summary>
internal sealed class JsonLines : ITextFormatter
{
    private static readonly JsonValueFormatter Values = new(typeTagName: null);
    private static readonly MessageTemplateTextFormatter Message = new("{Message:l}", CultureInfo.InvariantCulture);

    /// <summary>What the host adds to every event of a request and the trace id makes superfluous.</summary>
    private static readonly FrozenSet<string> Superfluous = FrozenSet.Create(
        "RequestId",
        "RequestPath",
        "ConnectionId",
        "EventId",
        "SpanId",
        "ParentId",
        "ActionId",
        "ActionName"
    );

    /// <summary>Writes the event.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="output">The log.</param>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"timestamp\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Write("\",\"level\":\"");
        output.Write(Level(logEvent.Level));
        output.Write("\",\"message\":");
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, message);
        JsonValueFormatter.WriteQuotedJsonString(message.ToString(), output);
        foreach ((string name, LogEventPropertyValue value) in logEvent.Properties)
        {
            if (Superfluous.Contains(name))
                continue;
            output.Write(",\"");
            output.Write(name == "SourceContext" ? "logger" : SnakeCase.Of(name));
            output.Write("\":");
            Values.Format(value, output);
        }
        if (logEvent.TraceId is { } trace && !logEvent.Properties.ContainsKey("TraceId"))
            output.Write($",\"trace_id\":\"{trace.ToHexString()}\"");
        if (logEvent.Exception is { } exception)
        {
            output.Write(",\"exception\":");
            JsonValueFormatter.WriteQuotedJsonString(exception.ToString(), output);
        }
        output.WriteLine('}');
    }

    private static string Level(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
            LogEventLevel.Information => "INFO",
            LogEventLevel.Warning => "WARNING",
            LogEventLevel.Error => "ERROR",
            _ => "CRITICAL",
        };
}
