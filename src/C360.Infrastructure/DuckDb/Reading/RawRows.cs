using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Finds rows in a CSV file.</summary>
internal static class RawRows
{
    /// <summary>The rows, in the order of the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="places">
    /// Where they are. A row is known by its number among the rows of the file that are not broken, from 0; a broken one by minus the number of its
    /// record, which counts the header and empty lines too, from 1.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IEnumerable<RawRow> Find(
        SourceFile file,
        IReadOnlyList<FileColumn> columns,
        IReadOnlyCollection<long> places,
        CancellationToken cancellationToken
    )
    {
        HashSet<long> wanted = [.. places];
        string[] names = RawCells.Names(columns);
        using CsvRows rows = CsvRows.Open(file, cancellationToken);
        long number = 0;
        while (wanted.Count > 0 && rows.Read())
        {
            long place = rows.IsBroken ? -rows.Record : number++;
            if (wanted.Remove(place))
            {
                yield return new RawRow(place, rows.Line, RawCells.Json(names, rows.Cells()));
            }
        }
    }
}
