using System.IO.Compression;
using System.Text;
using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>
/// Goes through the records of a CSV file without an engine: for its header, and for the line and the raw cells of a row that an engine has rejected.
/// A record ends with its line, but for line ends within quotes; a quote opens only at the beginning of a cell.
/// </summary>
internal sealed class CsvRecordReader : IDisposable
{
    // No Unicode character, so in no text.
    private const char NoCharacter = '\uFFFF';
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    private readonly StreamReader _text;
    private readonly char[] _buffer = new char[1 << 16];
    private readonly StringBuilder _record = new();
    private int _next;
    private int _end;
    private long _lines;

    private CsvRecordReader(StreamReader text) => _text = text;

    /// <summary>The number of the record, counted from 1; empty lines are records too.</summary>
    public long Record { get; private set; }

    /// <summary>The line on which the record begins, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the record is an empty line.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>How the record ends.</summary>
    public LineEnd End { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="RefreshFailedException">The file is in another encoding than UTF-8.</exception>
    public static CsvRecordReader Open(SourceFile file)
    {
        Stream bytes = File.OpenRead(file.Path);
        if (file.IsGzip)
        {
            bytes = new GZipStream(bytes, CompressionMode.Decompress);
        }
        var text = new StreamReader(bytes, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
        text.Peek();
        if (text.CurrentEncoding is not UTF8Encoding)
        {
            text.Dispose();
            throw new RefreshFailedException($"{file.Name} is {text.CurrentEncoding.WebName}; files are read as UTF-8.");
        }
        return new CsvRecordReader(text);
    }

    /// <summary>Goes to the next record.</summary>
    /// <param name="keep">Whether its cells will be asked for.</param>
    /// <returns>False at the end of the file.</returns>
    public bool Read(bool keep)
    {
        _record.Clear();
        Line = _lines + 1;
        IsEmpty = true;
        var place = CsvPlace.CellStart;
        bool any = false;
        char last = NoCharacter;
        End = LineEnd.None;
        while (NextCharacter() is var c and not NoCharacter)
        {
            any = true;
            _lines += c == '\n' ? 1 : 0;
            if (c == '\n' && place != CsvPlace.Quoted)
            {
                End =
                    End == LineEnd.Mixed ? LineEnd.Mixed
                    : last == '\r' ? LineEnd.CrLf
                    : LineEnd.Lf;
                break;
            }
            End = last == '\r' && place != CsvPlace.Quoted ? LineEnd.Mixed : End;
            last = c;
            place = place.After(c);
            IsEmpty &= c == '\r';
            if (keep)
            {
                _record.Append(c);
            }
        }
        Record += any ? 1 : 0;
        return any;
    }

    /// <summary>The cells of the record, without quotes and blanks around them.</summary>
    public List<string> Cells() => CellsOf(_record);

    /// <summary>The cells of a record that is known by its text, without quotes and blanks around them.</summary>
    public static List<string> CellsOf(string record) => CellsOf(new StringBuilder(record));

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private static List<string> CellsOf(StringBuilder record)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var place = CsvPlace.CellStart;
        foreach (ReadOnlyMemory<char> chunk in record.GetChunks())
        {
            foreach (char c in chunk.Span)
            {
                CsvPlace before = place;
                place = place.After(c);
                if (place == CsvPlace.CellStart)
                {
                    cells.Add(cell.ToString().Trim(Blanks));
                    cell.Clear();
                }
                else if (c != '"' || before == CsvPlace.Plain || (before == CsvPlace.Closing && place == CsvPlace.Quoted))
                {
                    cell.Append(c);
                }
            }
        }
        cells.Add(cell.ToString().Trim(Blanks));
        return cells;
    }

    private char NextCharacter()
    {
        if (_next == _end)
        {
            (_next, _end) = (0, _text.Read(_buffer));
        }
        return _next < _end ? _buffer[_next++] : NoCharacter;
    }
}
