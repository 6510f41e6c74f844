using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Formats;

/// <summary>The names in a header such as Accept, each with its quality, 0 to 1; what cannot be read is left out, whatever it is.</summary>
/// <param name="header">The header's values.</param>
internal readonly struct WeightedNames(StringValues header) : IEnumerable<(StringSegment Name, double Quality)>
{
    private static readonly char[] Comma = [','];
    private static readonly char[] Semicolon = [';'];

    /// <summary>Goes through them.</summary>
    public IEnumerator<(StringSegment Name, double Quality)> GetEnumerator()
    {
        foreach (string? line in header)
        foreach (StringSegment item in new StringTokenizer(line ?? "", Comma))
            if (Read(item) is { } read)
                yield return read;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static (StringSegment, double)? Read(StringSegment item)
    {
        StringSegment? name = null;
        foreach (StringSegment part in new StringTokenizer(item, Semicolon))
        {
            StringSegment trimmed = part.Trim();
            if (name is null)
                name = trimmed;
            else if (trimmed.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
                return
                    double.TryParse(trimmed.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double quality)
                    && quality is >= 0 and <= 1
                    ? Named(name.Value, quality)
                    : null;
        }
        return Named(name ?? "", 1);
    }

    private static (StringSegment, double)? Named(StringSegment name, double quality) => name.Length > 0 ? (name, quality) : null;
}
