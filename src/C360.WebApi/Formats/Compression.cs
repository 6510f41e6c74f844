using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace C360.WebApi.Formats;

/// <summary>Compresses bodies, and knows which way a client takes.</summary>
internal static class Compression
{
    /// <summary>A smaller body goes in one packet as it is.</summary>
    public const int LeastBytes = 1024;

    /// <summary>What Content-Encoding says.</summary>
    /// <param name="coding">How a body is compressed.</param>
    public static string NameOf(Coding coding) =>
        coding switch
        {
            Coding.Brotli => "br",
            Coding.Gzip => "gzip",
            _ => "identity",
        };

    /// <summary>What a client takes best, and whether he takes a body as it is, too. Who takes nothing at all gets it as it is.</summary>
    /// <param name="acceptEncoding">The header.</param>
    public static (Coding Best, bool TakesIdentity) Choose(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0)
            return (Coding.Identity, true);
        double? gzip = null;
        double? brotli = null;
        double? identity = null;
        double? others = null;
        foreach ((StringSegment name, double quality) in new WeightedNames(acceptEncoding))
            if (Is(name, "gzip") || Is(name, "x-gzip"))
                gzip = quality;
            else if (Is(name, "br"))
                brotli = quality;
            else if (Is(name, "identity"))
                identity = quality;
            else if (Is(name, "*"))
                others = quality;
        double asIs = identity ?? (others is 0 ? 0 : double.Epsilon);
        (Coding Coding, double Quality)[] ways =
        [
            (Coding.Brotli, brotli ?? others ?? 0),
            (Coding.Gzip, gzip ?? others ?? 0),
            (Coding.Identity, asIs),
        ];
        (Coding best, double most) = ways.MaxBy(way => way.Quality);
        return most > 0 ? (best, asIs > 0) : (Coding.Identity, true);
    }

    /// <summary>Compresses a body.</summary>
    /// <param name="body">The body as it is.</param>
    /// <param name="coding">The way.</param>
    public static byte[] Compress(byte[] body, Coding coding)
    {
        using var compressed = new MemoryStream(body.Length / 4);
        using (
            Stream writer =
                coding == Coding.Brotli
                    ? new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
                    : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
        )
            writer.Write(body);
        return compressed.ToArray();
    }

    private static bool Is(StringSegment name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
