namespace C360.WebApi.Configuration;

/// <summary>Where lines go that must not be lost: each is there, whole and apart from others, when the call returns.</summary>
internal interface ILineTarget
{
    /// <summary>Writes a line.</summary>
    /// <param name="line">The line with its end, in UTF-8.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    void Write(ReadOnlySpan<byte> line);
}
