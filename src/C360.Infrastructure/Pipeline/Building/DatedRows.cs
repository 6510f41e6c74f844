using System.Globalization;
using C360.Domain.Sources;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Pipeline.Models;

namespace C360.Infrastructure.Pipeline.Building;

/// <summary>What can be said of the rows only when as_of is known, which follows from rows.</summary>
/// <param name="tables">Where the sources are.</param>
/// <param name="sources">The sources.</param>
/// <param name="asOf">The date.</param>
internal sealed class DatedRows(IBuildTables tables, IReadOnlyList<CheckedSource> sources, DateOnly asOf)
{
    private string AsOf => SqlText.Date(asOf);

    /// <summary>What tells the models what to count with, for <see cref="ModelFolder.RunTable"/>.</summary>
    public string Run(PipelineRun run) =>
        $"""
            SELECT
                {AsOf} AS as_of,
                TIMESTAMP '{run.BuiltAt.UtcDateTime.ToString(
                "yyyy-MM-dd HH:mm:ss.ffffff",
                CultureInfo.InvariantCulture
            )}' AS profile_created_at,
                CAST({run.SupportCostPerTicket.ToString(CultureInfo.InvariantCulture)} AS DECIMAL(18, 2)) AS support_cost_per_ticket
            """;

    /// <summary>Takes away values that as_of makes bad.</summary>
    public async Task ApplyAsync()
    {
        foreach (CheckedSource source in sources.Where(source => source.Source.Columns.Any(column => column.NotAfterAsOf)))
        {
            string columns = string.Join(
                ", ",
                source.Columns.Select(column =>
                    column.NotAfterAsOf ? $"CASE WHEN {column.Name} <= {AsOf} THEN {column.Name} END AS {column.Name}" : column.Name
                )
            );
            await tables.ExecuteAsync($"CREATE OR REPLACE TEMPORARY VIEW {source.Source.Table} AS SELECT {columns} FROM {source.Accepted}");
        }
    }

    /// <summary>The whole report on a source.</summary>
    public async Task<SourceReport> ReportAsync(CheckedSource source, EventDays days)
    {
        var nulled = new Dictionary<string, long>(source.Nulled);
        foreach (SourceColumn column in source.Source.Columns.Where(column => column.NotAfterAsOf))
        {
            long late = await CountAsync($"{source.Checked} WHERE verdict >= 0 AND {column.Name} > {AsOf}");
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
            Noted = await NotesAsync(source, days),
            Currencies = source.Source == DeclaredSources.Transactions ? await CurrenciesAsync() : [],
        };
    }

    private async Task<Dictionary<string, long>> NotesAsync(CheckedSource read, EventDays days)
    {
        Source source = read.Source;
        var notes = new Dictionary<string, long>();
        Add(notes, RowNotes.RowInQuotes, read.WithinQuotes);
        Add(notes, RowNotes.AfterAsOf, days.After(asOf, source));
        if (source == DeclaredSources.Customers)
        {
            Add(notes, RowNotes.MissingEmail, await CountAsync("customers WHERE email IS NULL"));
            Add(
                notes,
                RowNotes.AfterAsOf,
                await CountAsync($"customers WHERE email IS NOT NULL AND CAST(registration_date AS DATE) > {AsOf}")
            );
        }
        foreach (SourceParent parent in source.Parents.Where(parent => !parent.Required))
        {
            string table = sources.Single(read => read.Source.Name == parent.Source).Source.Table;
            long unknown = await CountAsync(
                $"{source.Table} c WHERE NOT EXISTS (SELECT 1 FROM {table} p WHERE p.{parent.Column} = c.{parent.Column})"
            );
            Add(notes, RowNotes.UnknownProduct, unknown);
        }
        return notes;
    }

    // A hundred are more than there are; a column of rubbish must not fill the snapshot's manifest.
    private async Task<IReadOnlyList<string>> CurrenciesAsync()
    {
        const string Seen = "SELECT DISTINCT currency FROM transactions WHERE currency IS NOT NULL ORDER BY currency LIMIT 100";
        return [.. (await tables.RowsAsync(Seen)).Select(row => (string)row[0]!)];
    }

    private static void Add(Dictionary<string, long> counts, string name, long count)
    {
        if (count > 0)
        {
            counts[name] = count;
        }
    }

    private async Task<long> CountAsync(string rows) => (long)(await tables.RowsAsync($"SELECT count(*) FROM {rows}"))[0][0]!;
}
