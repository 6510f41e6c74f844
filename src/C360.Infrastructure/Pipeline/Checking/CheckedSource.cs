using C360.Domain.Sources;

namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>A source within a build: its declaration, what became of its rows, and the names under which SQL finds them.</summary>
/// <remarks>
/// <c>checked_X</c> holds every row with its verdict and position, <c>rejected_X</c> the rejected ones, and X itself, which models read, the others.
/// Positions follow the reading order.
/// </remarks>
/// <param name="Source">The declaration.</param>
/// <param name="Columns">The columns that models find.</param>
internal record CheckedSource(Source Source, IReadOnlyList<SourceColumn> Columns)
{
    /// <summary>A position that tells the file is the file's number times this, and the number of the row within the file.</summary>
    public const long RowsPerFile = 1L << 40;

    /// <summary>Rows that were read.</summary>
    public long Read { get; init; }

    /// <summary>Whether a row has a verdict that rejects it.</summary>
    public bool HasBadRows { get; init; }

    /// <summary>Rejected rows by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejected { get; init; } = new Dictionary<string, long>();

    /// <summary>Values that became null, by column.</summary>
    public IReadOnlyDictionary<string, long> Nulled { get; init; } = new Dictionary<string, long>();

    /// <summary>Values not known today, by column.</summary>
    public IReadOnlyDictionary<string, long> NewValues { get; init; } = new Dictionary<string, long>();

    /// <summary>Lines within quoted values that look like rows.</summary>
    public long WithinQuotes { get; init; }

    /// <summary>Rows that were not rejected.</summary>
    public long Used => Read - Rejected.Values.Sum();

    /// <summary>All rows.</summary>
    public string Checked => $"checked_{Source.Table}";

    /// <summary>The rejected rows.</summary>
    public string RejectedRows => $"rejected_{Source.Table}";

    /// <summary>The rows that stay, as a FROM and a WHERE with the alias c.</summary>
    public string Accepted =>
        HasRejected
            ? $"{Checked} c WHERE NOT EXISTS (SELECT 1 FROM {RejectedRows} r WHERE r.position = c.position)"
            : $"{Checked} c WHERE true";

    /// <summary>Whether a row has been rejected.</summary>
    public bool HasRejected => Rejected.Count > 0;

    /// <summary>The sentence of a refresh that cannot go on: not as many rejected rows are kept as were counted.</summary>
    /// <param name="kept">The rows that are kept.</param>
    public string RejectedRowsDiffer(long kept) =>
        $"{Rejected.Values.Sum()} rows of {Source.Name} are rejected, but {kept} of them are found again: did its files change while they were read?";
}
