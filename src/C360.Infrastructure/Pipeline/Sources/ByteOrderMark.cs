using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>The first bytes of a text, which may say how it is encoded.</summary>
internal static class ByteOrderMark
{
    /// <summary>How many bytes the mark of UTF-8 takes: none if it is not there.</summary>
    /// <exception cref="RefreshFailedException">It is that of another encoding.</exception>
    public static int Skip(ReadOnlySpan<byte> text, SourceFile file) =>
        text switch
        {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0, 0, 0xFE, 0xFF, ..] or [0xFF, 0xFE, 0, 0, ..] => throw Other("UTF-32", file),
            [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] => throw Other("UTF-16", file),
            _ => 0,
        };

    private static RefreshFailedException Other(string encoding, SourceFile file) => new($"{file.Name} is in {encoding}, not in UTF-8.");
}
