using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Finds rows in a CSV file.</summary>
internal static class RawRows
{
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
        string[] names = RawCells.Names(columns);
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
                yield return new RawRow(-records.Dequeue(), reader.Line, RawCells.Json(names, reader.Cells()));
            }
            else if (!reader.IsEmpty)
            {
                if (isWanted)
                {
                    yield return new RawRow(numbers.Dequeue(), reader.Line, RawCells.Json(names, reader.Cells()));
                }
                number++;
            }
        }
    }
}
