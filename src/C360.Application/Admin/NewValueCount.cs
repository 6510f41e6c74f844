namespace C360.Application.Admin;

/// <summary>How many rows have a new value.</summary>
/// <param name="Value">The value; a long one is cut.</param>
/// <param name="Rows">How many.</param>
public sealed record NewValueCount(string Value, long Rows);
