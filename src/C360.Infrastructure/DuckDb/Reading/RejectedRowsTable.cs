using System.Text.Json;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>
/// The table of all rejected rows that a snapshot keeps: source, file, line where known, key, column, reason, and the raw values as JSON. The files
/// are read a second time for it, only those with rejected rows, and CSV without the engine, which knows neither lines nor what it did not keep.
/// </summary>
internal sealed class RejectedRowsTable(DuckDbConnection connection, CancellationToken cancellationToken)
{
    /// <summary>The name of the table.</summary>
    public const string Name = "rejected_rows";

    private const int Batch = 5000;

    /// <summary>Makes the table.</summary>
    public void Make() =>
        connection.Execute(
            $"""
            CREATE TABLE {Name}
                (source VARCHAR, file VARCHAR, line BIGINT, key VARCHAR, column_name VARCHAR, reason VARCHAR, raw_values VARCHAR);
            CREATE TEMP TABLE raw_rows (place BIGINT, line BIGINT, raw VARCHAR)
            """,
            cancellationToken
        );

    /// <summary>Adds the rejected rows of a source, file by file.</summary>
    public void Add(ReadSource source)
    {
        if (!source.HasRejected)
        {
            return;
        }
        // A row's place in its file is what RawRows asks for.
        string where = source.IsParquet
            ? $"r.position // {CheckedSelect.RowsPerFile} AS file, r.position % {CheckedSelect.RowsPerFile} AS place"
            : "coalesce(r.file, c.file) AS file, coalesce(r.position - f.first, -r.record) AS place";
        string joins = source.IsParquet
            ? ""
            : $"""
                LEFT JOIN {source.Checked} c ON c.position = r.position
                LEFT JOIN (SELECT file, min(position) AS first FROM {source.Checked} GROUP BY file) f ON f.file = c.file
                """;
        connection.Execute(
            $"CREATE OR REPLACE TEMP TABLE located AS SELECT {where}, r.key, r.column_name, r.reason, r.raw FROM {source.RejectedRows} r {joins}",
            cancellationToken
        );
        long added = 0;
        foreach (FileRun run in source.Runs)
        {
            foreach ((int index, SourceFile file) in run.Files.Index())
            {
                added += AddFile(source, run, run.First + index, file);
            }
        }
        long counted = source.Rejected.Values.Sum();
        if (added != counted)
        {
            throw new InvalidOperationException(
                $"{counted} rows of {source.Source.Name} are rejected, but {added} of them were found again."
            );
        }
    }

    private long AddFile(ReadSource source, FileRun run, int place, SourceFile file)
    {
        List<long> places = Places(place);
        if (places.Count == 0)
        {
            return 0;
        }
        string names = $"{SqlText.Quoted(source.Source.Name)}, {SqlText.Quoted(file.Name)}";
        connection.Execute("DELETE FROM raw_rows", cancellationToken);
        if (file.IsParquet)
        {
            AddRawParquet(file, run, place);
        }
        else
        {
            AddRawCsv(file, run, places);
        }
        using DuckDbReader added = connection.Query(
            $"""
            INSERT INTO {Name}
            SELECT {names}, w.line, l.key, l.column_name, l.reason, coalesce(w.raw, l.raw)
            FROM located l LEFT JOIN raw_rows w ON w.place = l.place
            WHERE l.file = {place}
            ORDER BY w.line, l.place
            """,
            cancellationToken
        );
        return added.RowsChanged;
    }

    private void AddRawParquet(SourceFile file, FileRun run, int place) =>
        connection.Execute(
            $"""
            INSERT INTO raw_rows (place, raw)
            SELECT place, to_json(cells)
            FROM (SELECT {run.RowNumber} AS place, {"{"}{Cells(run)}{"}"} AS cells FROM {FileRun.ParquetScan([file])})
            WHERE place IN (SELECT l.place FROM located l WHERE l.file = {place})
            """,
            cancellationToken
        );

    private static string Cells(FileRun run) =>
        string.Join(", ", run.Columns.Select(column => $"{SqlText.Name(column.Name)}: {SqlText.Name(column.Name)}"));

    private void AddRawCsv(SourceFile file, FileRun run, List<long> places)
    {
        var found = new List<RawRow>();
        foreach (RawRow row in RawRows.Find(file, run.Columns, places))
        {
            found.Add(row);
            if (found.Count == Batch)
            {
                Insert(found);
            }
        }
        Insert(found);
    }

    private void Insert(List<RawRow> rows)
    {
        cancellationToken.ThrowIfCancellationRequested();
        const string Type = """[{"place": "BIGINT", "line": "BIGINT", "raw": "VARCHAR"}]""";
        using DuckDbReader done = connection.Query(
            $"INSERT INTO raw_rows SELECT r.place, r.line, r.raw FROM (SELECT unnest(from_json($1, '{Type}')) AS r)",
            cancellationToken,
            JsonSerializer.Serialize(rows, JsonSerializerOptions.Web)
        );
        rows.Clear();
    }

    private List<long> Places(int file)
    {
        var places = new List<long>();
        using DuckDbReader reader = connection.Query($"SELECT place FROM located WHERE file = {file}", cancellationToken);
        while (reader.Read())
        {
            places.Add(reader.Int64(0));
        }
        return places;
    }
}
