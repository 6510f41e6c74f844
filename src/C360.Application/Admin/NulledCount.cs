namespace C360.Application.Admin;

/// <summary>How many bad values of a column became null.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">How many.</param>
public sealed record NulledCount(string Column, long Rows);
