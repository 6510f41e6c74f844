using System.Text.Json;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>The raw values of rows of one file, by their places in it; filled anew for each file.</summary>
internal sealed class RawRowsTable(DuckDbConnection connection, CancellationToken cancellationToken)
{
    /// <summary>The name of the table; its columns are place, line and raw, which is a JSON object.</summary>
    public const string Name = "raw_rows";

    // Characters that are handed over at once, about.
    private const int Batch = 2_000_000;

    /// <summary>Makes the table.</summary>
    public void Make() => connection.Execute($"CREATE TEMP TABLE {Name} (place BIGINT, line BIGINT, raw VARCHAR)", cancellationToken);

    /// <summary>Fills it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="run">Its run.</param>
    /// <param name="number">The place of the file among the source's.</param>
    /// <param name="places">The places of the rows.</param>
    public void Fill(SourceFile file, FileRun run, int number, IReadOnlyCollection<long> places)
    {
        connection.Execute($"DELETE FROM {Name}", cancellationToken);
        if (file.IsParquet)
        {
            FillFromParquet(file, run, number);
        }
        else
        {
            FillFromCsv(file, run, places);
        }
    }

    private void FillFromParquet(SourceFile file, FileRun run, int number)
    {
        using DuckDbReader done = connection.Query(
            $"""
            INSERT INTO {Name} (place, raw)
            SELECT place, raw
            FROM (SELECT {run.RowNumber} AS place, {RawCellsSql.Json(run.Columns)} AS raw FROM {FileRun.ParquetScan([file])})
            WHERE place IN (SELECT l.place FROM {RejectedRowsTable.Located} l WHERE l.file = {number})
            """,
            cancellationToken
        );
    }

    private void FillFromCsv(SourceFile file, FileRun run, IReadOnlyCollection<long> places)
    {
        var found = new List<RawRow>();
        int characters = 0;
        foreach (RawRow row in RawRows.Find(file, run.Columns, places, cancellationToken))
        {
            found.Add(row);
            characters += row.Raw.Length;
            if (characters >= Batch)
            {
                Insert(found);
                characters = 0;
            }
        }
        Insert(found);
    }

    private void Insert(List<RawRow> rows)
    {
        cancellationToken.ThrowIfCancellationRequested();
        const string Type = """[{"place": "BIGINT", "line": "BIGINT", "raw": "VARCHAR"}]""";
        using DuckDbReader done = connection.Query(
            $"INSERT INTO {Name} SELECT r.place, r.line, r.raw FROM (SELECT unnest(from_json($1, '{Type}')) AS r)",
            cancellationToken,
            JsonSerializer.Serialize(rows, JsonSerializerOptions.Web)
        );
        rows.Clear();
    }
}
