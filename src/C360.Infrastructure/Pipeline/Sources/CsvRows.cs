using C360.Domain.Refreshing;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>The rows of a CSV file one after the other: its records without the header and empty lines.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly SourceFile _file;
    private readonly CsvRecordReader _records;
    private LineEnd _end;

    private CsvRows(SourceFile file, CsvRecordReader records) => (_file, _records) = (file, records);

    /// <summary>The names in the header, without blanks around them.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Whether the header is the first line and no more than it.</summary>
    public bool IsHeaderPlain { get; private set; }

    /// <summary>The row's record, by <see cref="CsvRecordReader.Record"/>.</summary>
    public long Record => _records.Record;

    /// <summary>The line on which the row begins.</summary>
    public long Line => _records.Line;

    /// <summary>Whether the row has not as many cells as the header, or cannot be told apart into cells of text.</summary>
    public bool IsBroken => _records.State.Cells != Header.Count || _records.State.IsTorn || _records.IsTooLong || !_records.IsText;

    /// <summary>Whether another program might read the row otherwise.</summary>
    public bool IsOdd => _records.State.IsOdd;

    /// <summary>The bytes of the row.</summary>
    public ReadOnlySpan<byte> Bytes => _records.Bytes;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops reading on.</param>
    /// <exception cref="RefreshFailedException">The file is at fault as a whole, or has no header.</exception>
    public static CsvRows Open(SourceFile file, CancellationToken cancellationToken)
    {
        var rows = new CsvRows(file, CsvRecordReader.Open(file, cancellationToken));
        try
        {
            rows.ReadHeader();
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RefreshFailedException">The file is at fault as a whole: what follows cannot be told apart into rows.</exception>
    public bool Read()
    {
        while (_records.Read())
        {
            if (_records.State.Place == CsvPlace.Quoted)
            {
                throw new RefreshFailedException($"{_file.Name}, line {_records.QuoteLine}: a quote opens and is never closed.");
            }
            if (_records.End == LineEnd.Mixed || (_end != LineEnd.None && _records.End != LineEnd.None && _records.End != _end))
            {
                throw new RefreshFailedException(
                    $"{_file.Name}, line {_records.Line}, cannot be read as CSV in UTF-8 with one kind of line end, LF or CRLF."
                );
            }
            _end = _end == LineEnd.None ? _records.End : _end;
            if (!_records.IsEmpty)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The cells of the row, without quotes and blanks around them.</summary>
    public List<string> Cells() => _records.Cells();

    /// <summary>
    /// How many lines behind the first of the row look like rows of their own. They belong to a value in quotes, and may well be text; but where a quote
    /// is missing they are rows that would be lost in this one.
    /// </summary>
    public long RowsWithin()
    {
        if (_records.LastLine == Line)
        {
            return 0;
        }
        if (_records.IsTooLong)
        {
            return _records.LastLine - Line; // its lines are not there any more
        }
        long rows = -1;
        bool isFirst = true;
        foreach (Range line in Bytes.Split((byte)'\n'))
        {
            rows += isFirst || IsRow(Bytes[line]) ? 1 : 0;
            isFirst = false;
        }
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private bool IsRow(ReadOnlySpan<byte> line)
    {
        var state = new CsvRecordState();
        while (!line.IsEmpty)
        {
            state.Advance(line, out int taken);
            line = line[taken..];
        }
        return state.Cells == Header.Count && !state.IsTorn && state.Place != CsvPlace.Quoted;
    }

    private void ReadHeader()
    {
        if (!Read())
        {
            throw new RefreshFailedException($"{_file.Name} is empty; its first line must name the columns.");
        }
        if (_records.IsTooLong || _records.State.IsTorn || !_records.IsText)
        {
            throw new RefreshFailedException(
                $"{_file.Name}, line {Line}, names the columns, but it "
                    + (
                        _records.IsTooLong ? $"is longer than {CsvRecordReader.Longest} bytes."
                        : _records.State.IsTorn ? "has something else than a comma after a quote that closes."
                        : "is not in UTF-8."
                    )
            );
        }
        Header = Cells();
        IsHeaderPlain = Record == 1 && !IsOdd && !Bytes.Contains((byte)'\n');
    }
}
