namespace C360.FunctionalTests.Rules;

/// <summary>One customer and what the rules must say of them.</summary>
/// <param name="Name">What is special about the customer.</param>
/// <param name="Given">Adds the customer's rows under the given id; a customer row with defaults is added for who has none.</param>
/// <param name="Expected">The columns that matter, as the properties of an anonymous object; null when the customer is in no view.</param>
internal sealed record RuleCase(string Name, Given Given, object? Expected)
{
    public override string ToString() => Name;
}
