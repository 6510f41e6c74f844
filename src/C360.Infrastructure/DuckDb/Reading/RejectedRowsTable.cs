using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>
/// The table of all rejected rows that a snapshot keeps: a number, source, file, line where known, key, column, reason, and the raw values as a JSON
/// object. The files are read a second time for it, only those with rejected rows, and CSV without the engine, which knows neither lines nor what it
/// did not keep.
/// </summary>
internal sealed class RejectedRowsTable(DuckDbConnection connection, CancellationToken cancellationToken)
{
    /// <summary>The name of the table.</summary>
    public const string Name = "rejected_rows";

    /// <summary>The table of the rejected rows of the source at hand: the number of their file, their place in it, and why they are rejected.</summary>
    public const string Located = "located_rows";

    /// <summary>
    /// Its columns. The numbers of its rows count from 1 in the order of sources as declared, file, and line or place in Parquet, so that pages can go on
    /// from any of them.
    /// </summary>
    public const string Columns =
        "row_id BIGINT, source VARCHAR, file VARCHAR, line BIGINT, key VARCHAR, column_name VARCHAR, reason VARCHAR, raw_values VARCHAR";

    private readonly RawRowsTable _raw = new(connection, cancellationToken);
    private long _rows;

    /// <summary>Makes the table.</summary>
    public void Make()
    {
        connection.Execute($"CREATE TABLE {Name} ({Columns})", cancellationToken);
        _raw.Make();
    }

    /// <summary>Adds the rejected rows of a source, file by file.</summary>
    public void Add(ReadSource source)
    {
        if (!source.HasRejected)
        {
            return;
        }
        // A row's place in its file is what RawRows asks for.
        string where = source.IsParquet
            ? $"r.position // {CheckedSource.RowsPerFile} AS file, r.position % {CheckedSource.RowsPerFile} AS place"
            : "coalesce(r.file, c.file) AS file, coalesce(r.position - f.first, -r.record) AS place";
        string joins = source.IsParquet
            ? ""
            : $"""
                LEFT JOIN {source.Checked} c ON c.position = r.position
                LEFT JOIN (SELECT file, min(position) AS first FROM {source.Checked} GROUP BY file) f ON f.file = c.file
                """;
        connection.Execute(
            $"CREATE OR REPLACE TEMP TABLE {Located} AS SELECT {where}, r.key, r.column_name, r.reason FROM {source.RejectedRows} r {joins}",
            cancellationToken
        );
        long added = 0;
        ILookup<int, long> places = Places();
        foreach (FileRun run in source.Runs)
        {
            foreach ((int index, SourceFile file) in run.Files.Index())
            {
                added += AddFile(source, run, run.First + index, file, [.. places[run.First + index]]);
            }
        }
        if (added != source.Rejected.Values.Sum())
        {
            throw new RefreshFailedException(source.RejectedRowsDiffer(added));
        }
    }

    private long AddFile(ReadSource source, FileRun run, int place, SourceFile file, List<long> places)
    {
        if (places.Count == 0)
        {
            return 0;
        }
        string names = $"{SqlText.Quoted(source.Source.Name)}, {SqlText.Quoted(file.Name)}";
        Fill(source.Source, file, run, place, places);
        using DuckDbReader added = connection.Query(
            $"""
            INSERT INTO {Name}
            SELECT
                {_rows} + row_number() OVER (ORDER BY w.line, l.place) AS row_id,
                {names}, w.line, {RawCellsSql.Cut("l.key", RawCells.LongestCell)}, l.column_name, l.reason,
                w.raw
            FROM {Located} l JOIN {RawRowsTable.Name} w ON w.place = l.place
            WHERE l.file = {place}
            ORDER BY row_id
            """,
            cancellationToken
        );
        _rows += added.RowsChanged;
        return added.RowsChanged;
    }

    private void Fill(Source source, SourceFile file, FileRun run, int place, List<long> places)
    {
        try
        {
            _raw.Fill(file, run, place, places);
        }
        catch (DuckDbException error)
        {
            // A column that is read only here may be the one at fault.
            throw UnreadableFile.Fault(source, [run with { Files = [file], Screened = [] }], error, connection, cancellationToken);
        }
    }

    private ILookup<int, long> Places()
    {
        var places = new List<(int File, long Place)>();
        using DuckDbReader reader = connection.Query($"SELECT CAST(file AS INTEGER), place FROM {Located}", cancellationToken);
        while (reader.Read())
        {
            places.Add((reader.Int32(0), reader.Int64(1)));
        }
        return places.ToLookup(found => found.File, found => found.Place);
    }
}
