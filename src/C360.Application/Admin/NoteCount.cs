namespace C360.Application.Admin;

/// <summary>How many used rows a rule leaves out or answers specially.</summary>
/// <param name="Note">
/// The rule: missing_email (a customer without an e-mail address is in no view), after_as_of (an event after as_of, or a customer registered after it),
/// unknown_product (an item whose product is not among the products), or row_in_quotes (a line within a quoted value that has as many cells as the
/// header: text, or a row that a missing quote has swallowed; the gate counts it as lost).
/// </param>
/// <param name="Rows">How many.</param>
public sealed record NoteCount(string Note, long Rows);
