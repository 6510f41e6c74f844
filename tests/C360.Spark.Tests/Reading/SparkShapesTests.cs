using C360.Domain.Sources;
using C360.Infrastructure.Pipeline.Checking;
using C360.Infrastructure.Spark.Reading;

namespace C360.Spark.Tests.Reading;

internal sealed class SparkShapesTests
{
    private readonly SparkShapes _shapes = new();

    [TestCase(ColumnShape.WholeNumber, @"CASE WHEN raw RLIKE r'^(?:-?[0-9]+)\z' THEN TRY_CAST(raw AS INT) END")]
    [TestCase(ColumnShape.Money, @"CASE WHEN raw RLIKE r'^(?:-?[0-9]{1,10}([.][0-9]{1,2})?)\z' THEN TRY_CAST(raw AS DECIMAL(12, 2)) END")]
    [TestCase(ColumnShape.Weight, @"CASE WHEN raw RLIKE r'^(?:-?[0-9]{1,15}([.][0-9]{1,3})?)\z' THEN TRY_CAST(raw AS DECIMAL(18, 3)) END")]
    public void A_number_is_read_by_its_shape_first(ColumnShape shape, string expected) =>
        Assert.That(_shapes.Value(shape, "raw", FileColumn.Text), Is.EqualTo(expected));

    // $ lets a line end through, and would be a part of a pattern of another dialect.
    [Test]
    public void No_shape_ends_with_a_dollar([Values] ColumnShape shape) =>
        Assert.That(_shapes.Value(shape, "raw", FileColumn.Text), Does.Not.Contain("$"));

    [TestCase(ColumnShape.Text, "INTEGER", "CAST(raw AS STRING)")]
    [TestCase(
        ColumnShape.Text,
        "DOUBLE",
        "CASE WHEN raw = FLOOR(raw) AND ABS(raw) >= 1 AND ABS(raw) < 1000000000000000 "
            + "THEN CAST(CAST(CAST(CAST(raw AS STRING) AS DOUBLE) AS BIGINT) AS STRING) || '.0' ELSE CAST(raw AS STRING) END"
    )]
    [TestCase(ColumnShape.Text, "LIST[]", "CAST(NULL AS STRING)")]
    [TestCase(ColumnShape.WholeNumber, "INTEGER", "raw")]
    [TestCase(ColumnShape.WholeNumber, "BIGINT", "TRY_CAST(raw AS INT)")]
    [TestCase(ColumnShape.WholeNumber, "DOUBLE", "CASE WHEN raw = FLOOR(raw) THEN TRY_CAST(CAST(raw AS DOUBLE) AS INT) END")]
    [TestCase(ColumnShape.Money, "DOUBLE", "TRY_CAST(ROUND(TRY_CAST(CAST(raw AS DOUBLE) AS DECIMAL(18, 6)), 2) AS DECIMAL(12,2))")]
    [TestCase(ColumnShape.Money, "DECIMAL(12,2)", "raw")]
    [TestCase(ColumnShape.Money, "DATE", "CAST(NULL AS DECIMAL(12,2))")]
    [TestCase(ColumnShape.Date, "BOOLEAN", "CAST(NULL AS DATE)")]
    public void Typed_columns_are_taken_as_they_are(ColumnShape shape, string type, string expected) =>
        Assert.That(_shapes.Value(shape, "raw", type), Is.EqualTo(expected));
}
