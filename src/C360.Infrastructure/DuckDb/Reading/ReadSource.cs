using C360.Domain.Sources;

namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A source within a build: its declaration, and the names of what is made of it on the connection.</summary>
/// <remarks>
/// <c>checked_X</c> holds every row with its verdict and position, <c>rejected_X</c> the rejected ones, and X itself, which models read, the others.
/// Positions follow the reading order.
/// </remarks>
/// <param name="Source">The declaration.</param>
/// <param name="Columns">The columns that models find.</param>
/// <param name="Runs">Its files; none when it is optional and missing.</param>
internal sealed record ReadSource(Source Source, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<FileRun> Runs)
{
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

    /// <summary>Whether all files are Parquet: the rows then stay there.</summary>
    public bool IsParquet => Runs.All(run => run.IsParquet);

    /// <summary>All rows.</summary>
    public string Checked => $"checked_{Source.Table}";

    /// <summary>The table behind <see cref="Checked"/> when the files are not all Parquet.</summary>
    public string Rows => $"rows_{Source.Table}";

    /// <summary>The rejected rows.</summary>
    public string RejectedRows => $"rejected_{Source.Table}";

    /// <summary>The rows that stay, as a FROM and a WHERE with the alias c.</summary>
    public string Accepted =>
        HasRejected
            ? $"{Checked} c WHERE NOT EXISTS (SELECT 1 FROM {RejectedRows} r WHERE r.position = c.position)"
            : $"{Checked} c WHERE true";

    /// <summary>Whether a row has been rejected.</summary>
    public bool HasRejected => Rejected.Count > 0;
}
