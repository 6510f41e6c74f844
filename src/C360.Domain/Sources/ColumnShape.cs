namespace C360.Domain.Sources;

/// <summary>How a column's values are written in text, and so what they are.</summary>
public enum ColumnShape
{
    /// <summary>Anything; compared case-sensitively.</summary>
    Text,

    /// <summary><c>-?[0-9]+</c>, of 32 bits.</summary>
    WholeNumber,

    /// <summary><c>-?[0-9]+(\.[0-9]{1,2})?</c>, at most ten digits before the point.</summary>
    Money,

    /// <summary>As money, with up to three places and fifteen digits before the point.</summary>
    Weight,

    /// <summary><c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>
    /// <c>YYYY-MM-DD</c>, optionally a blank or <c>T</c> and <c>HH:MM[:SS[.ffffff]]</c>, optionally <c>Z</c> or <c>±HH:MM</c>; UTC without a zone,
    /// else converted to it.
    /// </summary>
    Timestamp,
}
