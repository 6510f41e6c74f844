namespace C360.Application.Catalogue;

/// <summary>A parameter of a named query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">integer, number, boolean or string.</param>
/// <param name="Required">Whether it must be given: it stands in the path.</param>
/// <param name="Repeatable">Whether it may be given several times, for several values.</param>
/// <param name="MostValues">How many values it takes when it is repeatable; null when it is not.</param>
/// <param name="Default">What counts when it is not given; null when it then filters nothing.</param>
/// <param name="Minimum">The smallest value; null for any.</param>
/// <param name="Maximum">The largest value; null for any.</param>
/// <param name="Choices">The values that it takes; null when it is no choice.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Example">A value worth a try; null when the default is one.</param>
public sealed record ParameterDescription(
    string Name,
    string Type,
    bool Required,
    bool Repeatable,
    int? MostValues,
    object? Default,
    decimal? Minimum,
    decimal? Maximum,
    IReadOnlyList<string>? Choices,
    string Meaning,
    object? Example
);
