using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;

namespace C360.WebApi.Configuration;

/// <summary>
/// Writes log events without the e-mail addresses and the keys that are in them: a customer may be asked for by his address, an engine's message quote
/// one, and a key be sent as what it is not, a parameter.
/// </summary>
/// <param name="lines">Writes events with them.</param>
internal sealed partial class MaskedLines(ITextFormatter lines) : ITextFormatter
{
    /// <summary>A shorter one would mask half of every line.</summary>
    private const int ShortestSecret = 8;

    private const string Key = "[key]";

    private static volatile string[] _secrets = [];

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
        if (MayHoldOne(written.GetStringBuilder()))
            output.Write(Mask(written.ToString()));
        else
            output.Write(written.GetStringBuilder());
    }

    /// <summary>Masks secrets that cannot be known by their form, in the spellings of JSON and addresses too.</summary>
    /// <param name="secrets">The secrets; null is none.</param>
    public static void Hide(params string?[] secrets) =>
        _secrets = [
            .. secrets
                .OfType<string>()
                .Where(secret => secret.Length >= ShortestSecret)
                .SelectMany(secret =>
                    new[]
                    {
                        secret,
                        JsonEncodedText.Encode(secret).Value,
                        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
                        Uri.EscapeDataString(secret),
                    }
                )
                .Union(_secrets)
                .OrderByDescending(secret => secret.Length),
        ];

    /// <summary>A text without the e-mail addresses and the keys that are in it.</summary>
    /// <param name="text">The text.</param>
    public static string Mask(string text)
    {
        if (!MayHoldOne(text))
            return text;
        foreach (string secret in _secrets)
            text = text.Replace(secret, Key, StringComparison.Ordinal);
        return EscapeKeyOrAddress().Replace(text, Masked);
    }

    /// <summary>A text in several chunks may hold one across their ends.</summary>
    private static bool MayHoldOne(StringBuilder text)
    {
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
            if (chunk.Length < text.Length || MayHoldOne(chunk.Span))
                return true;
        return false;
    }

    private static bool MayHoldOne(ReadOnlySpan<char> text)
    {
        foreach (string secret in _secrets)
            if (text.Contains(secret, StringComparison.Ordinal))
                return true;
        return text.ContainsAny('@', '%') || text.Contains("c360_", StringComparison.Ordinal);
    }

    private static string Masked(Match match) =>
        match.Value[0] == '\\' ? match.Value
        : match.Groups["key"].Success ? Key
        : "[e-mail]";

    /// <summary>An escape of JSON is stepped over whole: its letters are no part of an address.</summary>
    [GeneratedRegex(
        """\\(?:u[0-9a-f]{4}|.)|(?<key>c360_[a-z0-9_-]{43})|[^\s"'<>()\[\]{},;:=/\\@]{1,64}(?:@|%40)[^\s"'<>()\[\]{},;:=/\\@]{1,255}""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex EscapeKeyOrAddress();
}
