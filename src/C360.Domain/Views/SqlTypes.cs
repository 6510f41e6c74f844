namespace C360.Domain.Views;

/// <summary>The SQL types that columns of final views have, under the names by which the embedded engine describes them.</summary>
public static class SqlTypes
{
    /// <summary>Text.</summary>
    public const string Text = "VARCHAR";

    /// <summary>A whole number of 32 bits: days, scores, points.</summary>
    public const string WholeNumber = "INTEGER";

    /// <summary>A whole number of 64 bits: counts and sums of whole numbers.</summary>
    public const string Count = "BIGINT";

    /// <summary>A number that is rounded only where it is shown: means, rates, years.</summary>
    public const string Real = "DOUBLE";

    /// <summary>An exact amount of money.</summary>
    public const string Money = "DECIMAL(18,2)";

    /// <summary>A day.</summary>
    public const string Date = "DATE";

    /// <summary>A moment (UTC).</summary>
    public const string Timestamp = "TIMESTAMP";

    /// <summary>A flag; never null.</summary>
    public const string Flag = "BOOLEAN";
}
