namespace C360.Infrastructure.Pipeline.Models;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or an unquoted name.</summary>
    Word,

    /// <summary>A name in double quotes or backticks.</summary>
    QuotedName,

    /// <summary>A text literal in single quotes.</summary>
    Literal,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Punctuation or an operator.</summary>
    Symbol,
}
