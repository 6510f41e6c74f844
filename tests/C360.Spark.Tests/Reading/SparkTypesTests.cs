using C360.Infrastructure.Spark.Reading;

namespace C360.Spark.Tests.Reading;

internal sealed class SparkTypesTests
{
    [TestCase("string", "VARCHAR")]
    [TestCase("int", "INTEGER")]
    [TestCase("bigint", "BIGINT")]
    [TestCase("double", "DOUBLE")]
    [TestCase("boolean", "BOOLEAN")]
    [TestCase("date", "DATE")]
    [TestCase("timestamp", "TIMESTAMP")]
    [TestCase("timestamp_ntz", "TIMESTAMP")]
    [TestCase("decimal(18,2)", "DECIMAL(18,2)")]
    [TestCase("binary", "BLOB")]
    public void Types_have_the_names_by_which_views_and_sources_are_declared(string spark, string expected) =>
        Assert.That(SparkTypes.NameOf(spark), Is.EqualTo(expected));
}
