using System.Globalization;
using C360.Application.Admin;
using C360.Domain.Quality;
using C360.Domain.Snapshots;
using Spectre.Console;
using static System.FormattableString;

namespace C360.WebApi.Commands;

/// <summary>The report on the sources for people at a terminal, and for logs that keep what they would have seen.</summary>
/// <param name="console">Where it is written.</param>
internal sealed class QualityText(IAnsiConsole console)
{
    private const string Nothing = "-";
    private static readonly string[] OfAnyLength = ["value"];
    private static readonly string[] Numbers = ["rows", "rejected", "%", "change %"];

    /// <summary>Writes the report: a table of the sources, whatever was found in them, and the gate's judgement at the end, where it is read first.</summary>
    /// <param name="outcome">What was built.</param>
    /// <param name="report">The report on it.</param>
    public void Write(Snapshot outcome, DataQuality report)
    {
        Line(Invariant($"{outcome.TotalCustomers} customers, as of {Date(outcome.AsOf)}"));
        Sources(report);
        Rejected(report);
        Section(
            "Bad values that became null",
            ["source", "column", "rows"],
            from source in report.Sources
            from column in source.Nulled
            select (string[])[source.Source, column.Column, Invariant($"{column.Rows}")]
        );
        Section(
            "Values not known today, kept as they are",
            ["source", "column", "value", "rows"],
            from source in report.Sources
            from column in source.NewValues
            from value in column.Values
            select (string[])[source.Source, column.Column, value.Value, Invariant($"{value.Rows}")]
        );
        Section(
            "Rows that a rule leaves out or answers specially",
            ["source", "note", "rows"],
            from source in report.Sources
            from note in source.Notes
            select (string[])[source.Source, note.Note, Invariant($"{note.Rows}")]
        );
        Totals(report);
        Judgement(report.Gate);
    }

    private void Sources(DataQuality report) =>
        Section(
            null,
            ["source", "rows", "rejected", "%", "change %", "last event"],
            report.Sources.Select(source =>
                (string[])
                    [
                        source.Source,
                        Invariant($"{source.RowsRead}"),
                        Invariant($"{source.RowsRejected}"),
                        Invariant($"{source.RejectedPercent:0.##}"),
                        source.ChangePercent is { } change ? Invariant($"{change:+0.##;-0.##;0}") : Nothing,
                        Date(source.Freshness.LastEventOn),
                    ]
            )
        );

    /// <summary>One line a row, without a table: a terminal of eighty columns has no room for file, key and fault side by side.</summary>
    private void Rejected(DataQuality report)
    {
        foreach (SourceQuality source in report.Sources)
        foreach (RejectedCount reason in source.Rejected)
        {
            Line("");
            Line(Invariant($"Rejected: {source.Source}, {reason.Reason}, {reason.Rows} rows, such as"));
            foreach (RejectedRowSample sample in reason.Samples)
            {
                string place = sample.Line is { } line ? Invariant($"{sample.File}:{line}") : sample.File;
                Line(Cut($"  {place}  {sample.Key ?? Nothing}  {Fault(sample)}"));
            }
        }
    }

    private static string Fault(RejectedRowSample sample) =>
        sample.Column is { } column ? $"{column}={sample.RawValues.GetValueOrDefault(column)}" : string.Join(",", sample.RawValues.Values);

    private string Cut(string line) => line.Length < console.Profile.Width ? line : $"{line.AsSpan(0, console.Profile.Width - 2)}…";

    private void Totals(DataQuality report)
    {
        ControlTotals totals = report.ControlTotals;
        Line("");
        Line(
            Invariant(
                $"Control totals: read {totals.Read:0.00}, profiles {totals.Profiles:0.00}, left out {totals.LeftOut:0.00}, rejected {totals.Rejected:0.00}, after as_of {totals.AfterAsOf:0.00}, difference {totals.Difference:0.00}"
            )
        );
        Line($"Currencies: {(report.Currencies is [] ? "none" : string.Join(", ", report.Currencies))}");
        Line("");
    }

    private void Judgement(GateReport gate)
    {
        Line(gate.Passed ? "The gate is open: a refresh would publish this." : "The gate is shut: a refresh would be stopped.");
        foreach (GateCheck check in gate.Checks.Where(check => !check.Passed))
            Line($"  {check.Finding}");
    }

    private void Section(string? heading, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string column in columns)
            table.AddColumn(
                new TableColumn(Markup.Escape(column))
                {
                    Alignment = Numbers.Contains(column) ? Justify.Right : Justify.Left,
                    Padding = new Padding(0, 0, 2, 0),
                    NoWrap = !OfAnyLength.Contains(column),
                }
            );
        foreach (string[] row in rows)
            table.AddRow([.. row.Select(cell => new Text(Harmless(cell)))]);
        if (table.Rows.Count == 0)
            return;
        Line("");
        if (heading is not null)
            Line(heading);
        console.Write(table);
    }

    private void Line(string text) => console.WriteLine(Harmless(text));

    /// <summary>Without control characters: what stands in a file must not move the cursor or rename the window of whoever looks at it.</summary>
    /// <param name="text">The text.</param>
    internal static string Harmless(string text) =>
        string.Create(
            text.Length,
            text,
            static (shown, from) =>
            {
                for (int i = 0; i < shown.Length; i++)
                    shown[i] = char.IsControl(from[i]) || char.GetUnicodeCategory(from[i]) == UnicodeCategory.Format ? '\uFFFD' : from[i];
            }
        );

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Nothing;
}
