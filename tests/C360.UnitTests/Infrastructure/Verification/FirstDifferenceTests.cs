using C360.Infrastructure.Verification;

namespace C360.UnitTests.Infrastructure.Verification;

internal sealed class FirstDifferenceTests
{
    [TestCase("""[{"a":1.50}]""", """[{"a":1.50}]""")]
    [TestCase("""{"a":1,"b":2}""", """{"b":2,"a":1}""")]
    [TestCase("[]", "[]")]
    [TestCase("null", "null")]
    public void Equals_have_none(string expected, string actual) => Assert.That(FirstDifference.Of(expected, actual), Is.Null);

    [TestCase("""[{"a":1},{"a":1.50}]""", """[{"a":1},{"a":1.5}]""", "row 2, a: expected 1.50, got 1.5")]
    [TestCase("""[{"a":null}]""", """[{"a":0}]""", "row 1, a: expected null, got 0")]
    [TestCase("""[{"a":"x"}]""", """[{"a":"X"}]""", "row 1, a: expected \"x\", got \"X\"")]
    [TestCase("""[{"a":1,"b":2}]""", """[{"a":1}]""", "row 1, b: expected 2, got nothing")]
    [TestCase("""[{"a":1}]""", """[{"a":1,"b":2}]""", "row 1, b: expected nothing, got 2")]
    [TestCase("""[1,2]""", """[1]""", "rows: expected 2, got 1")]
    [TestCase("""[1,2,3]""", """[1,3]""", "rows: expected 3, got 2; row 2: expected 2, got 3")]
    [TestCase("""{"a":{"b":[1,2]}}""", """{"a":{"b":[1,3]}}""", "a, b, item 2: expected 2, got 3")]
    [TestCase("""[{"a":true}]""", """[{"a":false}]""", "row 1, a: expected true, got false")]
    public void The_first_is_named_with_both_values(string expected, string actual, string difference) =>
        Assert.That(FirstDifference.Of(expected, actual), Is.EqualTo(difference));
}
