namespace C360.Domain.Sources;

/// <summary>A column that a source must have.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Shape">How its values are written.</param>
/// <param name="Meaning">What it says, in one sentence.</param>
public sealed record SourceColumn(string Name, ColumnShape Shape, string Meaning)
{
    /// <summary>Whether a row without a good value is rejected; in other columns a bad value becomes null.</summary>
    public bool Required { get; init; }

    /// <summary>The smallest good number, or null for any.</summary>
    public int? Least { get; init; }

    /// <summary>The largest good number, or null for any.</summary>
    public int? Most { get; init; }

    /// <summary>Whether a date after as_of is a bad value.</summary>
    public bool NotAfterAsOf { get; init; }

    /// <summary>The values known today, or none for any text; another one is kept as it is and counted as new.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    internal static SourceColumn Must(string name, ColumnShape shape, string meaning) => May(name, shape, meaning) with { Required = true };

    internal static SourceColumn May(string name, ColumnShape shape, string meaning) => new(name, shape, meaning);
}
