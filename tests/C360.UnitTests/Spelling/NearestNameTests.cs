using C360.Domain.Spelling;

namespace C360.UnitTests.Spelling;

internal sealed class NearestNameTests
{
    private static readonly string[] Known = ["limit", "loyalty_tier", "min_lifetime_value", "max_lifetime_value", "by"];

    [TestCase("limt", ExpectedResult = "limit")]
    [TestCase("limti", ExpectedResult = "limit")]
    [TestCase("LIMIT", ExpectedResult = "limit")]
    [TestCase("loyaltytier", ExpectedResult = "loyalty_tier")]
    [TestCase("min_lifetime_values", ExpectedResult = "min_lifetime_value")]
    public string? Finds_what_was_meant(string name) => NearestName.Of(name, Known);

    [TestCase("something_else", ExpectedResult = null)]
    [TestCase("qx", ExpectedResult = null, Description = "two of two letters wrong is another word")]
    [TestCase("bx", ExpectedResult = "by")]
    [TestCase("", ExpectedResult = null)]
    public string? Leaves_alone_what_is_far_off(string name) => NearestName.Of(name, Known.Append("zz"));

    [Test]
    public void Takes_the_first_among_equals() =>
        Assert.That(NearestName.Of("m_lifetime_value", ["mb_lifetime_value", "ma_lifetime_value"]), Is.EqualTo("ma_lifetime_value"));
}
