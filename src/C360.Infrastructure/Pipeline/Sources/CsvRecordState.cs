namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>How far a record of a CSV file has been followed.</summary>
internal struct CsvRecordState
{
    private bool _afterBlanks;

    /// <summary>Begins at the first cell.</summary>
    public CsvRecordState() { }

    /// <summary>Where the next byte stands.</summary>
    public CsvPlace Place { get; private set; } = CsvPlace.CellStart;

    /// <summary>The cells so far.</summary>
    public int Cells { get; private set; } = 1;

    /// <summary>Whether something else than a blank followed a cell in quotes: nobody can say what the cell was to be.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Whether another program might read the record otherwise: it has blanks around quotes, or ends with the CR that ends the file.</summary>
    public bool IsOdd { get; set; }

    /// <summary>Whether the last byte outside of quotes was a CR.</summary>
    public bool EndsWithCr { get; private set; }

    /// <summary>Whether a CR outside of quotes had no LF after it.</summary>
    public bool HasLoneCr { get; private set; }

    /// <summary>Follows the record until a quote, its end or that of the bytes.</summary>
    /// <param name="bytes">What comes next, at least one byte.</param>
    /// <param name="taken">How many of them belong to what was followed.</param>
    /// <returns>Whether the record has ended.</returns>
    public bool Advance(ReadOnlySpan<byte> bytes, out int taken) =>
        Place switch
        {
            CsvPlace.Quoted => Within(bytes, out taken),
            CsvPlace.Closing or CsvPlace.Closed => After(bytes[0], out taken),
            _ => Outside(bytes, out taken),
        };

    private static bool AreBlanks(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    private bool Within(ReadOnlySpan<byte> bytes, out int taken)
    {
        int quote = bytes.IndexOf((byte)'"');
        taken = quote < 0 ? bytes.Length : quote + 1;
        Place = quote < 0 ? CsvPlace.Quoted : CsvPlace.Closing;
        return false;
    }

    private bool After(byte next, out int taken)
    {
        taken = 1;
        switch (next)
        {
            case (byte)'"' when Place == CsvPlace.Closing:
                Place = CsvPlace.Quoted;
                return false;
            case (byte)',' or (byte)'\r' or (byte)'\n':
                Place = CsvPlace.Plain;
                taken = 0;
                return false;
            case (byte)' ' or (byte)'\t':
                Place = CsvPlace.Closed;
                IsOdd = true;
                return false;
            default:
                Place = CsvPlace.Plain;
                IsTorn = true;
                return false;
        }
    }

    private bool Outside(ReadOnlySpan<byte> bytes, out int taken)
    {
        if (EndsWithCr)
        {
            taken = bytes[0] == '\n' ? 1 : 0;
            EndsWithCr = bytes[0] == '\n';
            HasLoneCr |= !EndsWithCr;
            return EndsWithCr;
        }
        int stop = bytes.IndexOfAny((byte)'\n', (byte)'\r', (byte)'"');
        Follow(stop < 0 ? bytes : bytes[..stop]);
        taken = stop < 0 ? bytes.Length : stop + 1;
        if (stop < 0)
        {
            return false;
        }
        EndsWithCr = bytes[stop] == '\r';
        if (bytes[stop] == '"')
        {
            IsOdd |= Place == CsvPlace.CellStart && _afterBlanks;
            Place = Place == CsvPlace.CellStart ? CsvPlace.Quoted : CsvPlace.Plain;
        }
        return bytes[stop] == '\n';
    }

    // Counts the cells, and keeps in mind whether a quote would be at the beginning of one.
    private void Follow(ReadOnlySpan<byte> plain)
    {
        int comma = plain.LastIndexOf((byte)',');
        if (comma >= 0)
        {
            Cells += plain.Count((byte)',');
            Place = CsvPlace.CellStart;
            _afterBlanks = false;
        }
        ReadOnlySpan<byte> cell = plain[(comma + 1)..];
        _afterBlanks |= !cell.IsEmpty;
        Place = Place == CsvPlace.CellStart && AreBlanks(cell) ? CsvPlace.CellStart : CsvPlace.Plain;
    }
}
