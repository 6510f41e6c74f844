// Long because the buffer, the record in it and the count of its lines are one state; apart, each would need the others' doors.
using System.Buffers;
using System.Text.Unicode;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>
/// Goes through the records of a CSV file without an engine: what is a record, and which of them are broken, is decided here. A record ends with its
/// line, but for line ends within quotes; a quote opens only at the beginning of a cell. At most a buffer of the file is held.
/// </summary>
internal sealed class CsvRecordReader : IDisposable
{
    /// <summary>The bytes that a record may have; the engine would take some more.</summary>
    public const int Longest = 1_500_000;

    // What is kept of a longer one.
    private const int Kept = 10_000;

    private readonly CsvBytes _bytes;
    private readonly CancellationToken _cancellationToken;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Longest + (1 << 18));
    private int _start;
    private int _next;
    private int _end;
    private int _length;
    private long _lines;
    private long _dropped;
    private CsvRecordState _state;

    private CsvRecordReader(CsvBytes bytes, CancellationToken cancellationToken) =>
        (_bytes, _cancellationToken) = (bytes, cancellationToken);

    /// <summary>The number of the record, counted from 1; empty lines are records too.</summary>
    public long Record { get; private set; }

    /// <summary>The line on which the record begins, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The line on which the record ends.</summary>
    public long LastLine => End == LineEnd.None ? _lines + 1 : _lines;

    /// <summary>The line on which the last quote of the record opens.</summary>
    public long QuoteLine { get; private set; }

    /// <summary>Whether the record is an empty line.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>How the record ends.</summary>
    public LineEnd End { get; private set; }

    /// <summary>Whether the record is longer than it may be; only its beginning is kept.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What became of the record.</summary>
    public CsvRecordState State => _state;

    /// <summary>Whether the record is UTF-8.</summary>
    public bool IsText => Utf8.IsValid(Bytes);

    /// <summary>The bytes of the record without its line end.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _length);

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops reading on.</param>
    /// <exception cref="RefreshFailedException">The file is in another encoding than UTF-8, or no gzip file though its name says so.</exception>
    public static CsvRecordReader Open(SourceFile file, CancellationToken cancellationToken)
    {
        var reader = new CsvRecordReader(CsvBytes.Open(file), cancellationToken);
        try
        {
            reader.Fill();
            reader._next = ByteOrderMark.Skip(reader._buffer.AsSpan(0, reader._end), file);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RefreshFailedException">The file is damaged.</exception>
    public bool Read()
    {
        _start = _next;
        _dropped = 0;
        _state = new CsvRecordState();
        Line = _lines + 1;
        IsTooLong = false;
        End = LineEnd.None;
        bool ended = false;
        while (!ended && (_next < _end || Fill()))
        {
            ended = Scan();
        }
        _state.IsOdd |= !ended && _state.EndsWithCr;
        _length = _next - _start - (ended ? 1 : 0) - (_state.EndsWithCr ? 1 : 0);
        bool any = _next > _start || _dropped > 0;
        if (IsTooLong || _length > Longest)
        {
            IsTooLong = true;
            _length = Kept;
        }
        Record += any ? 1 : 0;
        return any;
    }

    /// <summary>The cells of the record, without quotes and blanks around them.</summary>
    public List<string> Cells() => CsvCells.Of(Bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    // Goes on to the end of the record, or of what is in the buffer.
    private bool Scan()
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_next, _end - _next);
        CsvPlace before = _state.Place;
        bool ended = _state.Advance(rest, out int taken);
        ReadOnlySpan<byte> seen = rest[..taken];
        if ((before is CsvPlace.CellStart or CsvPlace.Plain) && _state.Place == CsvPlace.Quoted)
        {
            QuoteLine = _lines + 1;
        }
        _lines += ended || before == CsvPlace.Quoted ? seen.Count((byte)'\n') : 0;
        _next += taken;
        if (ended || _state.HasLoneCr)
        {
            End =
                _state.HasLoneCr ? LineEnd.Mixed
                : _state.EndsWithCr ? LineEnd.CrLf
                : LineEnd.Lf;
        }
        return ended;
    }

    // Makes room, at the cost of what has been scanned of a record that is too long, and reads on.
    private bool Fill()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _next, _end) = (0, _next - _start, _end - _start);
        if (_end > Longest + 16)
        {
            _dropped += _end - Kept;
            IsTooLong = true;
            (_next, _end) = (Kept, Kept);
        }
        int read = _bytes.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
