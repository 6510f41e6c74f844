namespace C360.Domain.Sources;

/// <summary>What became of the rows of one source in a refresh.</summary>
public sealed record SourceReport
{
    /// <summary>The source, as in <c>sales/transactions</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Rows read; always <see cref="Used"/> plus all of <see cref="Rejected"/>.</summary>
    public required long Read { get; init; }

    /// <summary>Rows that passed.</summary>
    public required long Used { get; init; }

    /// <summary>Rejected rows by reason (missing, unparsable, out_of_range, duplicate_key, orphan, orphan_of_rejected); only reasons that occurred.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>Bad values that became null, by column; only columns where it happened.</summary>
    public required IReadOnlyDictionary<string, long> Nulled { get; init; }

    /// <summary>Values outside those known today, by column; only columns where it happened.</summary>
    public required IReadOnlyDictionary<string, long> NewValues { get; init; }

    /// <summary>
    /// Used rows that a rule leaves out or answers specially: after_as_of, missing_email, unknown_product; only those that occurred.
    /// </summary>
    public required IReadOnlyDictionary<string, long> Noted { get; init; }

    /// <summary>The currencies seen (sales/transactions only), ordered.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];
}
