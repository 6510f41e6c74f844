namespace C360.Domain.Sources;

/// <summary>A source of raw data, as it is declared.</summary>
/// <param name="Name">The place of its file below C360_DATA_PATH without the ending, as in <c>sales/transactions</c>.</param>
/// <param name="Meaning">What one row is, in one sentence.</param>
public sealed record Source(string Name, string Meaning)
{
    /// <summary>The columns; the first is the key.</summary>
    public required IReadOnlyList<SourceColumn> Columns { get; init; }

    /// <summary>What its rows belong to.</summary>
    public IReadOnlyList<SourceParent> Parents { get; init; } = [];

    /// <summary>The column that dates the event that a row tells of, or null when a row is no event.</summary>
    public string? EventColumn { get; init; }

    /// <summary>Whether it may be missing; it then has no rows.</summary>
    public bool Optional { get; init; }

    /// <summary>The name under which models read it: the last part of <see cref="Name"/>.</summary>
    public string Table => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The column whose value names a row; among the accepted rows each value occurs once.</summary>
    public SourceColumn Key => Columns[0];
}
