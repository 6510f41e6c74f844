namespace C360.Application.Admin;

/// <summary>The days of a source's events; all null when there is none, or its rows are no events.</summary>
/// <param name="FirstEventOn">The day of the first used event until as_of.</param>
/// <param name="LastEventOn">The day of the last used event until as_of.</param>
/// <param name="DaysBeforeAsOf">How many days that is before as_of.</param>
public sealed record SourceFreshness(DateOnly? FirstEventOn, DateOnly? LastEventOn, int? DaysBeforeAsOf);
