namespace C360.Application.Admin;

/// <summary>How many used rows a rule leaves out or answers specially.</summary>
/// <param name="Note">
/// The rule: missing_email (a customer without an e-mail address is in no view), after_as_of (an event after as_of, or a customer registered after it)
/// or unknown_product (an item whose product is not among the products).
/// </param>
/// <param name="Rows">How many.</param>
public sealed record NoteCount(string Note, long Rows);
