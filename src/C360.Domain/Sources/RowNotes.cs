namespace C360.Domain.Sources;

/// <summary>What is counted of used rows that a rule leaves out or answers specially.</summary>
public static class RowNotes
{
    /// <summary>A customer without an e-mail address: in no view, with all that belongs to them.</summary>
    public const string MissingEmail = "missing_email";

    /// <summary>An event after as_of, or a customer with an e-mail address who registered after it.</summary>
    public const string AfterAsOf = "after_as_of";

    /// <summary>An item whose product is not among the products.</summary>
    public const string UnknownProduct = "unknown_product";
}
