using System.Text.RegularExpressions;

namespace C360.Infrastructure.DuckDb;

/// <summary>Parameters are written <c>:name</c> in this house, as Spark takes them; DuckDB wants <c>$name</c>.</summary>
internal static partial class SqlParameters
{
    /// <summary>The text with every <c>:name</c> written <c>$name</c>, but for those in quotes and comments, and casts written <c>::</c>.</summary>
    public static string ToDollar(string text) =>
        Parameter.Replace(text, match => match.Groups["name"] is { Success: true } name ? $"${name.Value}" : match.Value);

    // What comes before :name is found only to be passed over whole. Comments nest, in DuckDB as in Spark.
    [GeneratedRegex(
        """
            '[^']*('|\z) | "[^"]*("|\z) | --[^\r\n]* | ::+ | :(?<name>[A-Za-z_][A-Za-z0-9_]*)
            | /\* (?> /\*(?<open>) | \*/(?<-open>) | (?!\*/). )* (\*/|\z)
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline
    )]
    private static partial Regex Parameter { get; }
}
