namespace C360.Infrastructure.DuckDb.Reading;

/// <summary>A column that a file has.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="SqlType">Its type in Parquet, or <see cref="Text"/> in CSV.</param>
internal sealed record FileColumn(string Name, string SqlType)
{
    /// <summary>The type of text.</summary>
    public const string Text = "VARCHAR";
}
