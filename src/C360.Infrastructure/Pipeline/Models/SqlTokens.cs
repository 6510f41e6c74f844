using System.Text.RegularExpressions;

namespace C360.Infrastructure.Pipeline.Models;

/// <summary>Cuts a SQL text into tokens: enough to see names, keywords and parentheses, not a parser.</summary>
internal static partial class SqlTokens
{
    /// <summary>Cuts the text; comments and blanks fall away, and a literal or comment that is not closed ends with the text.</summary>
    /// <param name="sql">One statement or several.</param>
    public static SqlToken[] Of(string sql) =>
        [
            .. Pieces()
                .Matches(sql)
                .Where(piece => !piece.Groups["skip"].Success)
                .Select(piece => new SqlToken(
                    Enum.GetValues<SqlTokenKind>().First(kind => piece.Groups[kind.ToString()].Success),
                    piece.Value,
                    piece.Index
                )),
        ];

    // A quote within quotes is doubled in every dialect that is read here. The exponent belongs to the number: 365.25e0.
    [GeneratedRegex(
        """
            (?<skip> \s+ | --[^\n]* | /\*.*?(\*/|\z) )
            | (?<Literal> '([^']|'')*('|\z) )
            | (?<QuotedName> "([^"]|"")*("|\z) | `([^`]|``)*(`|\z) )
            | (?<Number> [0-9]+(\.[0-9]*)?(e[+-]?[0-9]+)? | \.[0-9]+(e[+-]?[0-9]+)? )
            | (?<Word> [\p{L}_][\p{L}\p{N}_]* )
            | (?<Symbol> :: | // | <=> | <> | != | <= | >= | == | \|\| | -> | => | << | >> | . )
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pieces();
}
