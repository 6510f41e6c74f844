namespace C360.Domain.Sources;

/// <summary>What is counted beside used and rejected rows: used ones that a rule leaves out or answers specially, and lines that may be lost ones.</summary>
public static class RowNotes
{
    /// <summary>A customer without an e-mail address: in no view, with all that belongs to them.</summary>
    public const string MissingEmail = "missing_email";

    /// <summary>An event after as_of, or a customer with an e-mail address who registered after it.</summary>
    public const string AfterAsOf = "after_as_of";

    /// <summary>An item whose product is not among the products.</summary>
    public const string UnknownProduct = "unknown_product";

    /// <summary>
    /// A line within a quoted value that has as many cells as the header: it may be text, or a row that a missing quote has swallowed.
    /// </summary>
    public const string RowInQuotes = "row_in_quotes";
}
