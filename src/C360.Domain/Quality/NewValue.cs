namespace C360.Domain.Quality;

/// <summary>A value that is not among those known today.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Value">The value.</param>
/// <param name="Rows">How many rows have it.</param>
public sealed record NewValue(string Column, string Value, long Rows);
