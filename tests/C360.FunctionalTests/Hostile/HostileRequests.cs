using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace C360.FunctionalTests.Hostile;

/// <summary>Generates requests that no honest client sends, the same ones for the same seed.</summary>
/// <param name="seed">The seed.</param>
/// <param name="credential">A header with a good key, which most requests carry so that they come further; null without keys.</param>
internal sealed partial class HostileRequests(int seed, string? credential)
{
    private readonly Random _random = new(seed);

    /// <summary>The next request; whole, so that an answer is due.</summary>
    public byte[] Next()
    {
        string method = _random.Next(4) == 0 ? Pick(HostileTexts.Methods) : "GET";
        var headers = new StringBuilder();
        if (_random.Next(60) != 0)
            headers.Append("Host: ").Append(_random.Next(30) == 0 ? Pick(HostileTexts.Hosts) : "localhost").Append("\r\n");
        if (credential is not null && _random.Next(10) != 0)
            headers.Append(credential).Append("\r\n");
        for (int i = _random.Next(2) * _random.Next(4); i > 0; i--)
            headers.Append(Header()).Append("\r\n");
        string body = _random.Next(6) == 0 ? Body(headers) : "";
        string version = _random.Next(30) == 0 ? "HTTP/1.0" : "HTTP/1.1";
        return Encoding.Latin1.GetBytes($"{method} {Target()} {version}\r\n{headers}\r\n{body}");
    }

    /// <summary>
    /// Whether the server must hand a request on: by the rules of HTTP it can be read, and it is not larger than the server's own limits. The server
    /// also refuses a NUL in a path by itself.
    /// </summary>
    public static bool IsReadable(byte[] request)
    {
        string head = Encoding.Latin1.GetString(request).Split("\r\n\r\n", 2)[0];
        string[] lines = head.Split("\r\n");
        string[] headers = [.. lines.Skip(1)];
        return Line().IsMatch(lines[0])
            && lines[0].Length < 30_000
            && head.Length < 60_000
            && headers.All(header => Field().IsMatch(header))
            && headers.Count(header => header == "Host: localhost") == 1
            && headers.Count(header => header.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)) == 1
            && headers.Count(header => Framing().IsMatch(header)) <= 1
            // HTTP/1.0 knows no body without a length.
            && !(Old().IsMatch(lines[0]) && !headers.Any(header => Framing().IsMatch(header)))
            && headers.Where(header => Framing().IsMatch(header)).All(header => GoodFraming().IsMatch(header));
    }

    private string Target()
    {
        string path = _random.Next(10) switch
        {
            < 5 => Pick(HostileTexts.Routes),
            < 7 => Pick(HostileTexts.Routes) + "/" + Segment(),
            7 => "/" + string.Join('/', Enumerable.Range(0, 1 + _random.Next(8)).Select(_ => Segment())),
            8 => Pick(HostileTexts.Targets),
            _ => Mutated(Pick(HostileTexts.Routes)),
        };
        if (_random.Next(3) == 0)
            return path;
        return path + "?" + string.Join('&', Enumerable.Range(0, _random.Next(6)).Select(_ => Parameter()));
    }

    private string Segment() =>
        _random.Next(12) switch
        {
            0 => new string('a', _random.Next(20_000)),
            1 => string.Concat(Enumerable.Range(0, 1 + _random.Next(40)).Select(_ => $"%{_random.Next(256):X2}")),
            _ => Pick(HostileTexts.Segments),
        };

    private string Parameter()
    {
        string name = _random.Next(4) == 0 ? Value() : Pick(HostileTexts.Parameters);
        return _random.Next(8) == 0 ? name : $"{name}={Value()}";
    }

    private string Value() =>
        _random.Next(12) switch
        {
            0 => new string(Pick(["9", "a", "%20", "-"])[0], _random.Next(9_000)),
            1 => string.Concat(Enumerable.Range(0, 1 + _random.Next(40)).Select(_ => $"%{_random.Next(256):X2}")),
            2 => _random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
            3 => Uri.EscapeDataString(Text(1 + _random.Next(30))),
            _ => Pick(HostileTexts.Values),
        };

    private string Header() =>
        _random.Next(8) switch
        {
            0 => $"X-{_random.Next(1000)}: {new string('x', _random.Next(40_000))}",
            1 => $"{Pick(HostileTexts.HeaderNames)}: {Visible(_random.Next(200))}",
            _ => $"{Pick(HostileTexts.HeaderNames)}: {Pick(HostileTexts.HeaderValues)}",
        };

    private string Body(StringBuilder headers)
    {
        string body = _random.Next(8) == 0 ? new string('x', _random.Next(100_000)) : Pick(HostileTexts.Bodies);
        switch (_random.Next(4))
        {
            case 0:
                headers.Append("Transfer-Encoding: chunked\r\n");
                return body.Length == 0 ? "0\r\n\r\n" : $"{body.Length:X}\r\n{body}\r\n0\r\n\r\n";
            case 1:
                headers.Append(Pick(HostileTexts.Lengths)).Append("\r\n");
                return body;
            default:
                headers.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
                return body;
        }
    }

    /// <summary>One character of a text exchanged, put in or taken out.</summary>
    private string Mutated(string text)
    {
        int at = 1 + _random.Next(text.Length - 1);
        string put = Pick(["%", "%00", "%2F", "//", "\\", "..", ";", "é", "%C0%AF", "%FF", "'", "\t", " ", "", "%25", "{", "|", "#"]);
        return text[..at] + put + text[Math.Min(text.Length, at + _random.Next(2))..];
    }

    private string Text(int length) =>
        string.Concat(
            Enumerable.Range(0, length).Select(_ => new Rune(_random.Next(20) == 0 ? 0x1F600 : _random.Next(1, 0xD800)).ToString())
        );

    /// <summary>What may stand in a header, and beyond ASCII.</summary>
    private string Visible(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)_random.Next(0x20, 0x100)));

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];

    [GeneratedRegex(@"\A(?!CONNECT )[A-Za-z0-9]+ /(?![^? ]*%00)[\x21-\x7E]* HTTP/1\.[01]\z")]
    private static partial Regex Line();

    [GeneratedRegex(@"\A(?:POST|PUT) .*HTTP/1\.0\z")]
    private static partial Regex Old();

    [GeneratedRegex(@"\A[A-Za-z0-9-]+:[\x20-\x7E\t]*\z")]
    private static partial Regex Field();

    [GeneratedRegex(@"\A(?:Content-Length|Transfer-Encoding):", RegexOptions.IgnoreCase)]
    private static partial Regex Framing();

    [GeneratedRegex(@"\A(?:Content-Length: [0-9]{1,18}|Transfer-Encoding: chunked)\z")]
    private static partial Regex GoodFraming();
}
