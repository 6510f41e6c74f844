using System.Globalization;
using C360.Domain.Sources;
using C360.Infrastructure.DuckDb.Reading;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Pipeline.Models;

namespace C360.Infrastructure.DuckDb.Building;

/// <summary>What can be said of the rows only when as_of is known, which follows from rows.</summary>
internal sealed class DatedRows(
    DuckDbConnection connection,
    IReadOnlyList<ReadSource> sources,
    DateOnly asOf,
    CancellationToken cancellationToken
)
{
    private string AsOf => SqlText.Date(asOf);

    /// <summary>Tells the models what to count with, and takes away values that as_of makes bad.</summary>
    public void Apply(PipelineRun run)
    {
        connection.Execute(
            $"""
            CREATE TEMP TABLE {ModelFolder.RunTable} AS SELECT
                {AsOf} AS as_of,
                TIMESTAMP '{run.BuiltAt.UtcDateTime.ToString(
                "yyyy-MM-dd HH:mm:ss.ffffff",
                CultureInfo.InvariantCulture
            )}' AS profile_created_at,
                CAST({run.SupportCostPerTicket.ToString(CultureInfo.InvariantCulture)} AS DECIMAL(18, 2)) AS support_cost_per_ticket
            """,
            cancellationToken
        );
        foreach (ReadSource source in sources.Where(source => source.Source.Columns.Any(column => column.NotAfterAsOf)))
        {
            string columns = string.Join(
                ", ",
                source.Columns.Select(column =>
                    column.NotAfterAsOf ? $"CASE WHEN {column.Name} <= {AsOf} THEN {column.Name} END AS {column.Name}" : column.Name
                )
            );
            connection.Execute(
                $"CREATE OR REPLACE TEMP VIEW {source.Source.Table} AS SELECT {columns} FROM {source.Accepted}",
                cancellationToken
            );
        }
    }

    /// <summary>The whole report on a source.</summary>
    public SourceReport Report(ReadSource source, EventDays days)
    {
        var nulled = new Dictionary<string, long>(source.Nulled);
        foreach (SourceColumn column in source.Source.Columns.Where(column => column.NotAfterAsOf))
        {
            long late = Count($"{source.Checked} WHERE verdict >= 0 AND {column.Name} > {AsOf}");
            Add(nulled, column.Name, nulled.GetValueOrDefault(column.Name) + late);
        }
        return new SourceReport
        {
            Source = source.Source.Name,
            Read = source.Read,
            Used = source.Used,
            Rejected = source.Rejected,
            Nulled = nulled,
            NewValues = source.NewValues,
            Noted = Notes(source, days),
            Currencies = source.Source == DeclaredSources.Transactions ? Currencies() : [],
        };
    }

    private Dictionary<string, long> Notes(ReadSource read, EventDays days)
    {
        Source source = read.Source;
        var notes = new Dictionary<string, long>();
        Add(notes, RowNotes.RowInQuotes, read.WithinQuotes);
        Add(notes, RowNotes.AfterAsOf, days.After(asOf, source));
        if (source == DeclaredSources.Customers)
        {
            Add(notes, RowNotes.MissingEmail, Count("customers WHERE email IS NULL"));
            Add(notes, RowNotes.AfterAsOf, Count($"customers WHERE email IS NOT NULL AND CAST(registration_date AS DATE) > {AsOf}"));
        }
        foreach (SourceParent parent in source.Parents.Where(parent => !parent.Required))
        {
            string table = sources.Single(read => read.Source.Name == parent.Source).Source.Table;
            long unknown = Count(
                $"{source.Table} c WHERE NOT EXISTS (SELECT 1 FROM {table} p WHERE p.{parent.Column} = c.{parent.Column})"
            );
            Add(notes, RowNotes.UnknownProduct, unknown);
        }
        return notes;
    }

    // A hundred are more than there are; a column of rubbish must not fill the snapshot's manifest.
    private List<string> Currencies()
    {
        var currencies = new List<string>();
        using DuckDbReader reader = connection.Query(
            "SELECT DISTINCT currency FROM transactions WHERE currency IS NOT NULL ORDER BY currency LIMIT 100",
            cancellationToken
        );
        while (reader.Read())
        {
            currencies.Add(reader.String(0));
        }
        return currencies;
    }

    private static void Add(Dictionary<string, long> counts, string name, long count)
    {
        if (count > 0)
        {
            counts[name] = count;
        }
    }

    private long Count(string rows)
    {
        using DuckDbReader reader = connection.Query($"SELECT count(*) FROM {rows}", cancellationToken);
        reader.Read();
        return reader.Int64(0);
    }
}
