using System.Text;

namespace C360.Infrastructure.Pipeline.Sources;

/// <summary>The cells of a record of a CSV file.</summary>
internal static class CsvCells
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>The values, without quotes and blanks around them; bytes that are no UTF-8 become �.</summary>
    public static List<string> Of(ReadOnlySpan<byte> record)
    {
        var cells = new List<string>();
        var value = new List<byte>();
        var state = new CsvRecordState();
        while (!record.IsEmpty)
        {
            CsvPlace before = state.Place;
            int cell = state.Cells;
            state.Advance(record[..1], out int taken);
            if (taken == 0)
            {
                continue;
            }
            byte next = record[0];
            record = record[1..];
            if (state.Cells > cell)
            {
                Add(cells, value);
            }
            else if (
                next != '"'
                || before is CsvPlace.Plain or CsvPlace.Closed
                || (before == CsvPlace.Closing && state.Place == CsvPlace.Quoted)
            )
            {
                value.Add(next);
            }
        }
        Add(cells, value);
        return cells;
    }

    private static void Add(List<string> cells, List<byte> value)
    {
        cells.Add(Encoding.UTF8.GetString([.. value]).Trim(Blanks));
        value.Clear();
    }
}
