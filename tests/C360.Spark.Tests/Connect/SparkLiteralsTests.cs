using C360.Infrastructure.Spark.Connect;
using Literal = C360.Infrastructure.Spark.Protocol.Expression.Types.Literal;

namespace C360.Spark.Tests.Connect;

internal sealed class SparkLiteralsTests
{
    private static readonly (object? Value, string Json)[] Values =
    [
        (null, """{ "null": { "null": { } } }"""),
        (false, """{ "boolean": false }"""),
        (-5, """{ "integer": -5 }"""),
        (1L << 40, """{ "long": "1099511627776" }"""),
        (-0.5, """{ "double": -0.5 }"""),
        ("O'Neil — ü", """{ "string": "O'Neil — ü" }"""),
        (new DateOnly(1969, 12, 31), """{ "date": -1 }"""),
        (new DateOnly(1, 1, 1), """{ "date": -719162 }"""),
        (DateTime.UnixEpoch.AddTicks(15), """{ "timestamp": "1" }"""),
        (DateTime.UnixEpoch.AddTicks(-15), """{ "timestamp": "-2" }"""),
        (new DateTime(1970, 1, 2, 0, 0, 0, DateTimeKind.Unspecified), """{ "timestamp": "86400000000" }"""),
    ];

    [TestCaseSource(nameof(Values))]
    public void A_value_is_a_literal_of_its_type((object? Value, string Json) one) =>
        Assert.That(SparkLiterals.Of("p", one.Value), Is.EqualTo(Literal.Parser.ParseJson(one.Json)));

    [TestCase("0", 1, 0)]
    [TestCase("0.00", 2, 2)]
    [TestCase("-0.05", 2, 2)]
    [TestCase("12.50", 4, 2)]
    [TestCase("-100", 3, 0)]
    [TestCase("1000.001", 7, 3)]
    [TestCase("79228162514264337593543950335", 29, 0)]
    [TestCase("0.0000000000000000000000000001", 28, 28)]
    public void A_decimal_has_the_type_of_its_digits(string text, int precision, int scale) =>
        Assert.That(
            SparkLiterals.Of("p", decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).Decimal,
            Is.EqualTo(
                new Literal.Types.Decimal
                {
                    Value = text,
                    Precision = precision,
                    Scale = scale,
                }
            )
        );

    [Test]
    public void Another_type_is_refused_with_the_parameters_name()
    {
        Assert.That(
            () => SparkLiterals.Of("limit", 'x'),
            Throws.ArgumentException.With.Message.Contains("limit").And.Message.Contains("Char")
        );
        Assert.That(
            () => SparkLiterals.Of("since", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local)),
            Throws.ArgumentException.With.Message.Contains("since")
        );
    }
}
