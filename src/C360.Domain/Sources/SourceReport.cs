using C360.Domain.Quality;

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
    /// Used rows that a rule leaves out or answers specially (after_as_of, missing_email, unknown_product), and lines within quotes that look like rows
    /// (row_in_quotes); only those that occurred.
    /// </summary>
    public required IReadOnlyDictionary<string, long> Noted { get; init; }

    /// <summary>The currencies seen (sales/transactions only), ordered.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];

    /// <summary>The most frequent new values, at most <see cref="MostNewValues"/> a column, the most frequent first.</summary>
    public IReadOnlyList<NewValue> FrequentNewValues { get; init; } = [];

    /// <summary>How many new values of a column are kept.</summary>
    public const int MostNewValues = 20;

    /// <summary>The first rejected rows of each reason in reading order, at most <see cref="MostSamples"/>.</summary>
    public IReadOnlyList<RejectedSample> Samples { get; init; } = [];

    /// <summary>How many rejected rows of a reason are kept as samples.</summary>
    public const int MostSamples = 5;

    /// <summary>How many files it was read from; 0 when it is optional and missing.</summary>
    public int Files { get; init; }

    /// <summary>When the youngest of its files was last written (UTC); null without a file.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>The day of the first used event until as_of; null when there is none, or rows of this source are no events.</summary>
    public DateOnly? FirstEventOn { get; init; }

    /// <summary>The day of the last used event until as_of; null when there is none, or rows of this source are no events.</summary>
    public DateOnly? LastEventOn { get; init; }

    /// <summary>Rows read for the last snapshot of the same C360_DATA_PATH; null when there is none.</summary>
    public long? ReadBefore { get; init; }
}
