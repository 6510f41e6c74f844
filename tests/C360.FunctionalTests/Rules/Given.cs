using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Rules;

/// <summary>Adds the rows of one customer.</summary>
/// <param name="data">The folder of the sources, shared by all cases of a fixture.</param>
/// <param name="customer_id">The customer's id; the parameter has the column's name, so that <c>new { customer_id, … }</c> says it.</param>
internal delegate void Given(SourceFolder data, string customer_id);
