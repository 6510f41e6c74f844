namespace C360.Infrastructure.Pipeline.Models;

/// <summary>A word, number, literal or symbol of a SQL text; comments and blanks are none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written, quotes included.</param>
/// <param name="Start">Where it begins in the text.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start)
{
    /// <summary>Whether it is this unquoted word, in whatever case.</summary>
    /// <param name="word">A keyword or name.</param>
    public bool Is(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is one of these unquoted words, in whatever case.</summary>
    /// <param name="words">Keywords or names.</param>
    public bool IsAny(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (Is(word))
                return true;
        }
        return false;
    }

    /// <summary>Whether it is this symbol.</summary>
    /// <param name="symbol">One character, or an operator of several.</param>
    public bool IsSymbol(string symbol) => Kind == SqlTokenKind.Symbol && Text == symbol;
}
