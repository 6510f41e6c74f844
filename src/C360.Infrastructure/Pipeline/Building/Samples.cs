using System.Text.Json;
using C360.Domain.Quality;
using C360.Domain.Sources;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline.Checking;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>Some rejected rows of each reason, which a report shows beside its counts.</summary>
internal static class Samples
{
    // A report is kept in memory and put on a page: whoever needs the whole cell has file and line.
    private const int LongestCell = 200;

    /// <summary>The first rejected rows of each reason, by source.</summary>
    /// <param name="connection">Where the table of rejected rows is, in the order of its row_id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ILookup<string, RejectedSample> Of(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var samples = new List<(string Source, RejectedSample Sample)>();
        using DuckDbReader rows = connection.Query(
            $"""
            SELECT source, reason, file, line, key, column_name, raw_values
            FROM {RejectedRowsTable.Name}
            WHERE rowid IN (
                SELECT r FROM (
                    SELECT rowid AS r, row_number() OVER (PARTITION BY source, reason ORDER BY rowid) AS n FROM {RejectedRowsTable.Name}
                ) WHERE n <= {SourceReport.MostSamples}
            )
            ORDER BY rowid
            """,
            cancellationToken
        );
        while (rows.Read())
        {
            string? Text(int column) => rows.IsNull(column) ? null : rows.String(column);
            var sample = new RejectedSample(
                rows.String(1),
                rows.String(2),
                rows.IsNull(3) ? null : rows.Int64(3),
                Shortened(Text(4)),
                Text(5),
                Cells(rows.String(6))
            );
            samples.Add((rows.String(0), sample));
        }
        return samples.ToLookup(found => found.Source, found => found.Sample);
    }

    private static Dictionary<string, string?> Cells(string raw)
    {
        using var json = JsonDocument.Parse(raw);
        return json.RootElement.EnumerateObject().ToDictionary(cell => cell.Name, cell => Shortened(cell.Value.GetString()));
    }

    /// <summary>A text as a report shows it.</summary>
    public static string? Shortened(string? text) => text is null ? null : RawCells.Cut(text, LongestCell);
}
