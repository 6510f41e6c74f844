namespace C360.Infrastructure.Pipeline.Checking;

/// <summary>A column that a file has.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="SqlType">Its type in Parquet, or <see cref="Text"/> in CSV.</param>
internal sealed record FileColumn(string Name, string SqlType)
{
    /// <summary>The type of text.</summary>
    public const string Text = "VARCHAR";

    /// <summary>The type of bytes of which Parquet does not say whether they are text.</summary>
    public const string Bytes = "BLOB";

    /// <summary>The name by which a scan of Parquet knows it: DuckDB takes Email and email for the same and renames the second.</summary>
    public string ScanName { get; init; } = Name;

    /// <summary>Whether it holds bytes that may be no text.</summary>
    public bool HasBytes => SqlType.Contains(Bytes, StringComparison.Ordinal);

    /// <summary>Whether a type is that of lists, maps or structures.</summary>
    public static bool IsNested(string type) =>
        type.EndsWith(']') || (type.EndsWith(')') && !type.StartsWith("DECIMAL", StringComparison.Ordinal));
}
