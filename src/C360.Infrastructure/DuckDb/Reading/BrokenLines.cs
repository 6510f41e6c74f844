using System.Text.Json;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Rejects the lines of CSV that DuckDB set aside during a scan.</summary>
internal sealed class BrokenLines(DuckDbConnection connection, CancellationToken cancellationToken)
{
    private const int Batch = 5000;

    /// <summary>Puts the broken lines of a run among the rejected rows of its source.</summary>
    /// <returns>How many there are.</returns>
    public long Reject(ReadSource source, FileRun run)
    {
        int key = run.Columns.Index().First(item => item.Item.Name == source.Source.Key.Name).Index;
        long count = 0;
        foreach (BrokenLine[] lines in Find(run, key).Chunk(Batch))
        {
            Insert(source, lines);
            count += lines.Length;
        }
        connection.Execute($"DROP TABLE {run.BrokenLines}; DROP TABLE {run.Scans}", cancellationToken);
        return count;
    }

    // DuckDB notes each fault of a line; its "line" counts records, one with line ends in quotes as one.
    private IEnumerable<BrokenLine> Find(FileRun run, int key)
    {
        string files = string.Join(", ", run.Files.Select(file => SqlText.Quoted(file.Path)));
        using DuckDbReader lines = connection.Query(
            $"""
            SELECT CAST({run.First} - 1 + list_position([{files}], s.file_path) AS INTEGER), CAST(b.line AS BIGINT), trim(any_value(b.csv_line), E'\r\n')
            FROM {run.BrokenLines} b JOIN {run.Scans} s ON s.scan_id = b.scan_id AND s.file_id = b.file_id
            GROUP BY s.file_path, b.line
            """,
            cancellationToken
        );
        while (lines.Read())
        {
            string raw = lines.IsNull(2) ? "" : lines.String(2);
            // The key may stand in quotes, or after a cell with commas in quotes: the rows that belong to this one must find it.
            string? named = CsvRecordReader.CellsOf(raw).ElementAtOrDefault(key);
            yield return new BrokenLine(lines.Int32(0), lines.Int64(1), named is "" ? null : named, raw);
        }
    }

    private void Insert(ReadSource source, BrokenLine[] lines)
    {
        const string Type = """[{"file": "INTEGER", "record": "BIGINT", "key": "VARCHAR", "raw": "VARCHAR"}]""";
        using DuckDbReader done = connection.Query(
            $"""
            INSERT INTO {source.RejectedRows} BY NAME
            SELECT b.file AS file, b.record AS record, '{RejectionReasons.Unparsable}' AS reason, b.key AS key, to_json(b.raw) AS raw
            FROM (SELECT unnest(from_json($1, '{Type}')) AS b)
            """,
            cancellationToken,
            JsonSerializer.Serialize(lines, JsonSerializerOptions.Web)
        );
    }
}
