namespace C360.Application.Admin;

/// <summary>What became of the rows of one source.</summary>
/// <param name="Source">The source, as in sales/transactions.</param>
/// <param name="Files">How many files it was read from; 0 when it is optional and missing.</param>
/// <param name="ModifiedAt">When the youngest of them was last written; null without a file.</param>
/// <param name="RowsRead">Rows read: those used and those rejected.</param>
/// <param name="RowsUsed">Rows that passed.</param>
/// <param name="RowsRejected">Rows that did not.</param>
/// <param name="RejectedPercent">
/// Rows rejected in per cent of the rows read, with up to four places. The gate does not count those that only lost a rejected parent.
/// </param>
/// <param name="Rejected">Rejected rows by reason, most first; only reasons that occurred.</param>
/// <param name="Nulled">Bad values that became null, by column, most first; only columns where it happened.</param>
/// <param name="NewValues">Values not known today, which are kept, by column, most first; only columns where it happened.</param>
/// <param name="Notes">Used rows that a rule leaves out or answers specially, most first; only notes that occurred.</param>
/// <param name="Freshness">The days of its events.</param>
/// <param name="RowsBefore">Rows read for the last snapshot of the same files' folder; null when there is none.</param>
/// <param name="ChangePercent">How much more was read than then, in per cent with up to four places; null when nothing was read then.</param>
public sealed record SourceQuality(
    string Source,
    int Files,
    DateTimeOffset? ModifiedAt,
    long RowsRead,
    long RowsUsed,
    long RowsRejected,
    decimal RejectedPercent,
    IReadOnlyList<RejectedCount> Rejected,
    IReadOnlyList<NulledCount> Nulled,
    IReadOnlyList<NewValueCounts> NewValues,
    IReadOnlyList<NoteCount> Notes,
    SourceFreshness Freshness,
    long? RowsBefore,
    decimal? ChangePercent
);
