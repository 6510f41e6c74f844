using C360.Domain.Refreshing;
using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>Reads sources: typed rows, each with a verdict, and the rejected ones set apart. Required parents are to be read before their children.</summary>
/// <param name="columns">The columns that models use.</param>
/// <param name="copies">A folder for clean copies of CSV files, where nothing else is.</param>
/// <param name="connection">Where the sources are made.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class SourceReader(ColumnsInUse columns, string copies, DuckDbConnection connection, CancellationToken cancellationToken)
{
    private readonly CsvScreening _screening = new(copies, connection, cancellationToken);
    private readonly List<ReadSource> _read = [];
    private readonly RowRejection _rejection = new(connection, cancellationToken);

    /// <summary>What has been read, in that order.</summary>
    public IReadOnlyList<ReadSource> Sources => _read;

    /// <summary>Makes the macros that reading needs.</summary>
    public void Prepare() => connection.Execute(ReadingMacros.Create, cancellationToken);

    /// <summary>Reads and judges a source.</summary>
    /// <exception cref="RefreshFailedException">A file is at fault as a whole; rows at fault are set apart.</exception>
    public void Read(LocatedSource located)
    {
        var source = new ReadSource(located.Source, columns.Of(located.Source), FileRuns.Of(located, connection, cancellationToken));
        try
        {
            _rejection.MakeTable(source);
            source = Judged(_screening.Screen(source));
        }
        finally
        {
            _screening.Clear();
        }
        string names = string.Join(", ", source.Columns.Select(column => column.Name));
        connection.Execute($"CREATE TEMP VIEW {source.Source.Table} AS SELECT {names} FROM {source.Accepted}", cancellationToken);
        _read.Add(source);
    }

    private ReadSource Judged(ReadSource source)
    {
        try
        {
            return WithoutRejected(Checked(source));
        }
        catch (DuckDbException error)
        {
            throw UnreadableFile.Fault(source.Source, source.Runs, error, connection, cancellationToken);
        }
    }

    private ReadSource Checked(ReadSource source)
    {
        Make(source, tidy: !source.IsParquet);
        if (!source.IsParquet)
        {
            _screening.Check(source);
        }
        bool mayHaveBlanks = source.IsParquet && source.Runs.Count > 0;
        ReadSource judged = Counted(source, mayHaveBlanks, out bool hasBlanks);
        if (hasBlanks)
        {
            Make(source, tidy: true);
            judged = Counted(source, askForBlanks: false, out _);
        }
        return _rejection.BadRows(judged);
    }

    private ReadSource WithoutRejected(ReadSource source)
    {
        foreach (SourceParent parent in source.Source.Parents.Where(parent => parent.Required))
        {
            source = _rejection.Orphans(source, _read.Single(read => read.Source.Name == parent.Source), parent.Column);
        }
        return _rejection.Duplicates(source);
    }

    // Parquet stays where it is. Text is read once, into a table whose row numbers follow the reading order.
    private void Make(ReadSource source, bool tidy)
    {
        string rows = source.Runs is []
            ? NoRows(source)
            : string.Join("\nUNION ALL\n", source.Runs.Select(run => new CheckedSelect(source, run, tidy).Text()));
        connection.Execute(
            source.IsParquet
                ? $"CREATE OR REPLACE TEMP VIEW {source.Checked} AS {rows}"
                : $"""
                CREATE TEMP TABLE {source.Rows} AS SELECT * EXCLUDE (position) FROM ({rows});
                CREATE TEMP VIEW {source.Checked} AS SELECT *, rowid AS position FROM {source.Rows}
                """,
            cancellationToken
        );
    }

    private static string NoRows(ReadSource source)
    {
        IEnumerable<string> columns = source.Columns.Select(column => $"CAST(NULL AS {ShapeTypes.TypeOf(column.Shape)}) AS {column.Name}");
        return $"SELECT {string.Join(", ", columns)}, 0 AS verdict, 0 AS file, CAST(0 AS BIGINT) AS position WHERE false";
    }

    private ReadSource Counted(ReadSource source, bool askForBlanks, out bool hasBlanks)
    {
        IEnumerable<string?> conditions = askForBlanks
            ? source.Runs.Select(run => new CheckedSelect(source, run, tidy: false).HasBlanks())
            : [];
        string blank = string.Join(" OR ", conditions.OfType<string>().Distinct().DefaultIfEmpty("false"));
        using DuckDbReader groups = connection.Query(
            $"SELECT verdict, count(*), coalesce(bool_or({blank}), false) FROM {source.Checked} GROUP BY verdict",
            cancellationToken
        );
        var counts = new Dictionary<int, long>();
        hasBlanks = false;
        while (groups.Read())
        {
            counts[groups.Int32(0)] = groups.Int64(1);
            hasBlanks |= groups.Boolean(2);
        }
        return VerdictCounts.With(source, counts);
    }
}
