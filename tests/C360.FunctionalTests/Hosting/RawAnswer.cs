using System.Globalization;
using System.Text;

namespace C360.FunctionalTests.Hosting;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private const string EndOfHeaders = "\r\n\r\n";

    /// <summary>The service hung up without a word.</summary>
    public static readonly RawAnswer None = new(0, new Dictionary<string, string>(), "");

    /// <summary>Whether the server refused it before the service saw it: a status, and neither a body nor our headers.</summary>
    public bool IsOfTheServer => Status > 0 && Body.Length == 0 && !Headers.ContainsKey("X-Content-Type-Options");

    /// <summary>Reads an answer; null while it is not whole.</summary>
    public static RawAnswer? TryRead(ReadOnlySpan<byte> bytes, bool bodiless)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;
        string[] lines = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            headers[parts[0]] = headers.TryGetValue(parts[0], out string? before) ? $"{before}, {parts[1]}" : parts[1];
        }
        int status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> rest = bytes[(end + EndOfHeaders.Length)..];
        if (bodiless || status is 204 or 304)
            return new RawAnswer(status, headers, Encoding.UTF8.GetString(rest));
        if (headers.TryGetValue("Content-Length", out string? length))
        {
            int size = int.Parse(length, CultureInfo.InvariantCulture);
            return rest.Length < size ? null : new RawAnswer(status, headers, Encoding.UTF8.GetString(rest[..size]));
        }
        // To HTTP/1.0 the end of the connection is the end of the body.
        if (!headers.ContainsKey("Transfer-Encoding"))
            return null;
        return Unchunked(rest) is { } body ? new RawAnswer(status, headers, body) : null;
    }

    /// <summary>The body of chunks; null while they are not all there. What follows them belongs to another answer.</summary>
    private static string? Unchunked(ReadOnlySpan<byte> chunks)
    {
        var body = new List<byte>();
        while (chunks.IndexOf("\r\n"u8) is var line and >= 0)
        {
            int size = int.Parse(Encoding.ASCII.GetString(chunks[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int next = line + 2 + size + 2;
            if (chunks.Length < next)
                return null;
            if (size == 0)
                return Encoding.UTF8.GetString([.. body]);
            body.AddRange(chunks.Slice(line + 2, size));
            chunks = chunks[next..];
        }
        return null;
    }
}
