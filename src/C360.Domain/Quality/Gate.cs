using C360.Domain.Snapshots;
using C360.Domain.Sources;
using static System.FormattableString;

namespace C360.Domain.Quality;

/// <summary>What stands between a build and its publication: a snapshot that fails a condition is not published, and the last good one keeps serving.</summary>
public static class Gate
{
    /// <summary>Judges a build.</summary>
    /// <param name="limits">How much it may lose.</param>
    /// <param name="sources">What became of the rows, with <see cref="SourceReport.ReadBefore"/>.</param>
    /// <param name="customers">Rows of customer_analytics_c360.</param>
    /// <param name="totals">The control totals.</param>
    /// <returns>All conditions: those of each source in the order of declaration, then customers and control totals.</returns>
    public static IReadOnlyList<GateCheck> Judge(
        GateLimits limits,
        IReadOnlyList<SourceReport> sources,
        long customers,
        ControlTotals totals
    ) =>
        [
            .. sources.Select(source => RejectedRows(source, limits.MaxRejectedPercent)),
            .. sources.Where(source => source.ReadBefore is not null).Select(source => RowDrop(source, limits.MaxRowDropPercent)),
            Customers(sources, customers),
            Balance(totals),
        ];

    /// <summary>Why the gate is shut, naming each source, figure and limit; null when it is open.</summary>
    /// <param name="checks">As <see cref="Judge"/> gave them.</param>
    public static string? Fault(IEnumerable<GateCheck> checks)
    {
        string faults = string.Join(" ", checks.Where(check => !check.Passed).Select(check => check.Finding));
        return faults.Length == 0 ? null : faults;
    }

    /// <summary>
    /// Rows that only lost a rejected parent are not held against their source: the parent's source has them on its account, and one bad customer
    /// must not shut the gate by their purchases. Lines within quotes that look like rows are: a missing quote turns a thousand rows into one.
    /// </summary>
    private static GateCheck RejectedRows(SourceReport source, decimal limit)
    {
        long own = source.Rejected.Where(reason => reason.Key != RejectionReasons.OrphanOfRejected).Sum(reason => reason.Value);
        long within = source.Noted.GetValueOrDefault(RowNotes.RowInQuotes);
        string reasons = own == 0 ? "" : $" ({Reasons(source)})";
        string lines =
            within == 0 ? "" : Invariant($", and {within} lines within quotes look like rows, which a missing quote would swallow");
        decimal percent = Percentage.Of(own + within, source.Read + within) ?? 0;
        return new GateCheck(
            GateCondition.RejectedRows,
            source.Source,
            percent,
            limit,
            (own + within) * 100 <= limit * (source.Read + within),
            Invariant(
                $"{source.Source}: {own} of {source.Read} rows were rejected{reasons}{lines}, {percent:0.####} %; MAX_REJECTED_PERCENT={limit:0.####}."
            )
        );
    }

    private static GateCheck RowDrop(SourceReport source, decimal limit)
    {
        long before = source.ReadBefore!.Value;
        long lost = Math.Max(0, before - source.Read);
        decimal percent = Percentage.Of(lost, before) ?? 0;
        return new GateCheck(
            GateCondition.RowDrop,
            source.Source,
            percent,
            limit,
            lost * 100 <= limit * before,
            Invariant(
                $"{source.Source}: {source.Read} rows, {percent:0.####} % fewer than the {before} of the last snapshot; MAX_ROW_DROP_PERCENT={limit:0.####}."
            )
        );
    }

    private static GateCheck Customers(IReadOnlyList<SourceReport> sources, long customers)
    {
        string source = DeclaredSources.Customers.Name;
        long read = sources.FirstOrDefault(report => report.Source == source)?.Read ?? 0;
        return new GateCheck(
            GateCondition.Customers,
            source,
            customers,
            Limit: 1,
            customers >= 1,
            customers >= 1
                ? Invariant($"{source}: {customers} customers of {read} rows; there must be one.")
                : Invariant(
                    $"{source}: there is no customer left: of {read} rows none has an e-mail address, was registered by as_of and was not rejected; there must be one."
                )
        );
    }

    private static GateCheck Balance(ControlTotals totals) =>
        new(
            GateCondition.ControlTotals,
            DeclaredSources.Transactions.Name,
            totals.Difference,
            Limit: 0,
            totals.Difference == 0,
            Invariant(
                $"{DeclaredSources.Transactions.Name}: completed transactions add up to {totals.Read:0.00}, but profiles {totals.Profiles:0.00}, customers left out {totals.LeftOut:0.00}, rejected rows {totals.Rejected:0.00} and those after as_of {totals.AfterAsOf:0.00} differ from that by {totals.Difference:0.00}; they must agree to the cent."
            )
        );

    private static string Reasons(SourceReport source) =>
        string.Join(
            ", ",
            source
                .Rejected.Where(reason => reason.Key != RejectionReasons.OrphanOfRejected)
                .OrderByDescending(reason => reason.Value)
                .ThenBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reason => Invariant($"{reason.Key} {reason.Value}"))
        );
}
