using System.IO.Compression;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>
/// The bytes of a CSV file, decompressed if need be and then to the last one or not at all. What decompresses takes an end in the middle for the end,
/// and passes over what follows the last member, so it is given one more member: only if that arrives was the file whole.
/// </summary>
internal sealed class CsvBytes : IDisposable
{
    private static readonly byte[] Seal = [.. "C360\0end"u8];
    private static readonly byte[] SealMember = Compressed(Seal);

    private readonly SourceFile _file;
    private readonly Stream _bytes;
    private readonly byte[] _held = new byte[Seal.Length];
    private int _heldBytes;
    private bool _ended;

    private CsvBytes(SourceFile file, Stream bytes) => (_file, _bytes) = (file, bytes);

    /// <summary>Opens a file.</summary>
    /// <exception cref="RefreshFailedException">It cannot be opened.</exception>
    public static CsvBytes Open(SourceFile file)
    {
        try
        {
            Stream bytes = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return new CsvBytes(
                file,
                file.IsGzip ? new GZipStream(new FollowedStream(bytes, SealMember), CompressionMode.Decompress) : bytes
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefreshFailedException($"{file.Name} cannot be opened.", error);
        }
    }

    /// <summary>Reads as many bytes as fit, or are left; none at the end.</summary>
    /// <exception cref="RefreshFailedException">The file is not the gzip file that its name promises.</exception>
    public int Read(Span<byte> buffer)
    {
        if (!_file.IsGzip)
        {
            return _bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        try
        {
            return _ended ? 0 : ReadSealed(buffer);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    // The last bytes are held back: they may be the seal.
    private int ReadSealed(Span<byte> buffer)
    {
        _held.AsSpan(0, _heldBytes).CopyTo(buffer);
        int read = _heldBytes + _bytes.ReadAtLeast(buffer[_heldBytes..], buffer.Length - _heldBytes, throwOnEndOfStream: false);
        _ended = read < buffer.Length;
        ReadOnlySpan<byte> last = read < Seal.Length ? throw Damaged(null) : buffer[(read - Seal.Length)..read];
        if (_ended && !last.SequenceEqual(Seal))
        {
            throw Damaged(null);
        }
        last.CopyTo(_held);
        _heldBytes = Seal.Length;
        return read - Seal.Length;
    }

    private RefreshFailedException Damaged(Exception? error) =>
        new($"{_file.Name} cannot be decompressed: it is not gzip, or damaged, cut off or followed by something else.", error);

    private static byte[] Compressed(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }
        return compressed.ToArray();
    }
}
