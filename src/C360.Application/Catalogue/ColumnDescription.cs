using C360.Domain.Views;

namespace C360.Application.Catalogue;

/// <summary>A column of a named query's answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">integer, number, boolean, string, date (YYYY-MM-DD), timestamp (UTC) or object.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="Unit">What its numbers count or measure; null when it holds none.</param>
/// <param name="Meaning">What it says.</param>
public sealed record ColumnDescription(string Name, string Type, bool Nullable, Unit? Unit, string Meaning);
