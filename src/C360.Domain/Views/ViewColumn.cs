namespace C360.Domain.Views;

/// <summary>A column that a final view must have.</summary>
/// <param name="Name">Its name in the view and, where a query shows it, in the answer.</param>
/// <param name="Type">Its SQL type, one of the constants of <see cref="SqlTypes"/>.</param>
/// <param name="Meaning">What it says and by which rule, as the documentation shows it.</param>
/// <param name="Unit">What its numbers count or measure; null when it holds none.</param>
public sealed record ViewColumn(string Name, string Type, string Meaning, Unit? Unit = null);
