using C360.Infrastructure.Spark;

namespace C360.Spark.Tests;

internal sealed class SparkSqlTextTests
{
    // 'it''s' means its before Spark 4.3.
    [TestCase("it's", @"'it\'s'")]
    [TestCase(@"a\b", @"'a\\b'")]
    [TestCase(@"\'", @"'\\\''")]
    [TestCase("日本 %_\"`", "'日本 %_\"`'")]
    public void A_text_escapes_with_backslashes(string text, string expected) =>
        Assert.That(SparkSqlText.Quoted(text), Is.EqualTo(expected));

    [TestCase("a b", "`a b`")]
    [TestCase("a`b", "`a``b`")]
    public void A_name_doubles_its_backticks(string name, string expected) => Assert.That(SparkSqlText.Name(name), Is.EqualTo(expected));

    [TestCase("/data/a b/x.csv", "/data/a b/x.csv")]
    [TestCase("/d[1]/{a,b}/*?.csv", @"/d\[1\]/\{a,b\}/\*\?.csv")]
    [TestCase(@"s3a://bucket/a\b", @"s3a://bucket/a\\b")]
    public void In_a_path_nothing_stands_for_anything_else(string path, string expected) =>
        Assert.That(SparkSqlText.Pattern(path), Is.EqualTo(expected));
}
