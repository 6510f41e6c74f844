using System.Text.Json;
using C360.Domain.Quality;
using C360.Domain.Sources;
using C360.Infrastructure.DuckDb.Reading;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>What a report shows beside its counts: some rejected rows of each reason, and the new values that occur most.</summary>
internal sealed class Examples(DuckDbConnection connection, CancellationToken cancellationToken)
{
    // A report is kept in memory and put on a page: whoever needs the whole cell has file and line.
    private const int LongestCell = 200;

    /// <summary>The first rejected rows of each reason, by source.</summary>
    public ILookup<string, RejectedSample> RejectedRows()
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

    /// <summary>The most frequent new values of a source's columns, over the rows without a bad required value.</summary>
    public IReadOnlyList<NewValue> NewValues(ReadSource source)
    {
        var values = new List<NewValue>();
        foreach (
            (int place, SourceColumn column) in source.Source.Columns.Index().Where(item => source.NewValues.ContainsKey(item.Item.Name))
        )
        {
            using DuckDbReader groups = connection.Query(
                $"""
                SELECT {column.Name}, count(*) AS n FROM {source.Checked}
                WHERE verdict > 0 AND verdict & {Verdict.Bit(place)} <> 0
                GROUP BY {column.Name} ORDER BY n DESC, {column.Name} LIMIT {SourceReport.MostNewValues}
                """,
                cancellationToken
            );
            while (groups.Read())
                values.Add(new NewValue(column.Name, Shortened(groups.String(0))!, groups.Int64(1)));
        }
        return values;
    }

    private static Dictionary<string, string?> Cells(string raw)
    {
        using var json = JsonDocument.Parse(raw);
        return json.RootElement.EnumerateObject().ToDictionary(cell => cell.Name, cell => Shortened(cell.Value.GetString()));
    }

    private static string? Shortened(string? text) => text is null ? null : RawCells.Cut(text, LongestCell);
}
