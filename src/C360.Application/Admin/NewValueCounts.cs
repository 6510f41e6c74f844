namespace C360.Application.Admin;

/// <summary>How many rows have a value that is not known today in a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">How many.</param>
/// <param name="Values">The values, most frequent first, at most 20.</param>
public sealed record NewValueCounts(string Column, long Rows, IReadOnlyList<NewValueCount> Values);
