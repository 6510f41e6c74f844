using System.Text.Encodings.Web;
using System.Text.Json;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Finds rows in a CSV file.</summary>
internal static class RawRows
{
    // The text is kept in a table, not put into a page: names and addresses stay readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows, in the order of the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="places">
    /// Where they are. A row is known by its number among the rows of the file, from 0; a broken one, which has no number, by minus the number of its
    /// record, which counts the header and empty lines too, from 1. Numbers do not count broken rows, so all of those must be asked for.
    /// </param>
    public static IEnumerable<RawRow> Find(SourceFile file, IReadOnlyList<FileColumn> columns, IReadOnlyCollection<long> places)
    {
        var numbers = new Queue<long>(places.Where(place => place >= 0).Order());
        var records = new Queue<long>(places.Where(place => place < 0).Select(place => -place).Order());
        using CsvRecordReader reader = CsvRecordReader.Open(file);
        reader.Read(keep: false);
        long number = 0;
        while (numbers.Count + records.Count > 0)
        {
            bool isBroken = records.TryPeek(out long record) && record == reader.Record + 1;
            bool isWanted = numbers.TryPeek(out long wanted) && wanted == number;
            if (!reader.Read(keep: isBroken || isWanted))
            {
                yield break;
            }
            if (isBroken)
            {
                yield return new RawRow(-records.Dequeue(), reader.Line, Json(columns, reader.Cells()));
            }
            else if (!reader.IsEmpty)
            {
                if (isWanted)
                {
                    yield return new RawRow(numbers.Dequeue(), reader.Line, Json(columns, reader.Cells()));
                }
                number++;
            }
        }
    }

    // Cells beyond the header have no name but their place.
    private static string Json(IReadOnlyList<FileColumn> columns, List<string> cells)
    {
        var values = new Dictionary<string, string>();
        foreach ((int place, string cell) in cells.Index())
        {
            string name = place < columns.Count ? columns[place].Name : $"cell {place + 1}";
            values[name] = cell;
        }
        return JsonSerializer.Serialize(values, Readable);
    }
}
