using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;

namespace C360.WebApi.Configuration;

/// <summary>Writes log events without the e-mail addresses that are in them: a customer may be asked for by his, or an engine's message quote one.</summary>
/// <param name="lines">Writes events with them.</param>
internal sealed partial class MaskedLines(ITextFormatter lines) : ITextFormatter
{
    [ThreadStatic]
    private static StringWriter? _written;

    /// <summary>Writes the event.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="output">The log.</param>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        StringWriter written = _written ??= new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        written.GetStringBuilder().Clear();
        lines.Format(logEvent, written);
        if (Contains(written, '@') || Contains(written, '%'))
            output.Write(EscapeOrAddress().Replace(written.ToString(), match => match.Value[0] == '\\' ? match.Value : "[e-mail]"));
        else
            output.Write(written.GetStringBuilder());
    }

    private static bool Contains(StringWriter written, char sign)
    {
        foreach (ReadOnlyMemory<char> chunk in written.GetStringBuilder().GetChunks())
            if (chunk.Span.Contains(sign))
                return true;
        return false;
    }

    /// <summary>An escape of JSON is stepped over whole: its letters are no part of an address.</summary>
    [GeneratedRegex(
        """\\(?:u[0-9a-f]{4}|.)|[^\s"'<>()\[\]{},;:=/\\@]{1,64}(?:@|%40)[^\s"'<>()\[\]{},;:=/\\@]{1,255}""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex EscapeOrAddress();
}
