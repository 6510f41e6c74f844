using System.Globalization;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Spark.Arrow;
using C360.Infrastructure.Spark.Protocol;
using Google.Protobuf;

namespace C360.Spark.Tests.Arrow;

internal sealed class ArrowColumnTests
{
    [Test]
    public void Values_are_widened_where_nothing_is_lost_and_nowhere_else()
    {
        SparkColumn[] columns =
        [
            new("tiny", "tinyint"),
            new("small", "smallint"),
            new("int", "int"),
            new("big", "bigint"),
            new("float", "float"),
            new("double", "double"),
            new("decimal", "decimal(10,2)"),
            new("string", "string"),
            new("boolean", "boolean"),
            new("date", "date"),
            new("time", "timestamp"),
            new("null", "void"),
        ];
        DateTime time = new(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc);
        ArrowRows rows = Row(columns, 1, 2, 3, 4, 0.5f, 0.25, 12.5m, "x", true, new DateOnly(2024, 2, 29), time, null);
        (string Getter, Func<int, object> Get, string Takes)[] getters =
        [
            ("Boolean", i => rows.Boolean(i), "boolean"),
            ("Int32", i => rows.Int32(i), "tiny small int"),
            ("Int64", i => rows.Int64(i), "tiny small int big"),
            ("Double", i => rows.Double(i), "tiny small int float double"),
            ("Decimal", i => rows.Decimal(i), "tiny small int big decimal"),
            ("String", i => rows.String(i), "string"),
            ("Date", i => rows.Date(i), "date"),
            ("Timestamp", i => rows.Timestamp(i), "time"),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach ((string getter, Func<int, object> get, string takes) in getters)
            {
                for (int i = 0; i < columns.Length; i++)
                {
                    if (takes.Split(' ').Contains(columns[i].Name))
                        Assert.That(get(i), Is.EqualTo(rows.Value(i)), $"{getter} of {columns[i].Name}");
                    else
                        Assert.That(() => get(i), Throws.TypeOf<InvalidCastException>().With.Message.Contains(columns[i].Name), getter);
                }
            }

            Assert.That(rows.Decimal(6).ToString(CultureInfo.InvariantCulture), Is.EqualTo("12.50"));
            Assert.That(rows.Timestamp(10).Kind, Is.EqualTo(DateTimeKind.Utc));
            Assert.That((rows.IsNull(11), rows.IsNull(0)), Is.EqualTo((true, false)));
        }
    }

    // 2^96 - 1 = 79228162514264337593543950335 is the most that a decimal of .NET holds, with up to 28 places.
    [TestCase("decimal(38,0)", "79228162514264337593543950335", "79228162514264337593543950335")]
    [TestCase("decimal(38,0)", "-79228162514264337593543950336", null)]
    [TestCase("decimal(38,0)", "99999999999999999999999999999999999999", null)]
    [TestCase("decimal(38,38)", "-0.00000000000000000000000000000000000001", null)]
    [TestCase("decimal(38,30)", "12345678.500000000000000000000000000000", "12345678.50000000000000000000")]
    [TestCase("decimal(38,10)", "1.5000000000", "1.5000000000")]
    public void A_decimal_that_does_not_fit_is_an_overflow_and_text_as_a_value(string type, string text, string? held)
    {
        ArrowRows rows = Row([new("d", type)], text);

        if (held is null)
        {
            Assert.That(() => rows.Decimal(0), Throws.TypeOf<OverflowException>().With.Message.Contains("d"));
            Assert.That(rows.Value(0), Is.EqualTo(text));
        }
        else
        {
            Assert.That(rows.Decimal(0), Is.EqualTo(decimal.Parse(held, CultureInfo.InvariantCulture)));
            // 20 places: the 28 digits that are always held, less the 8 before the point.
            Assert.That(rows.Decimal(0).ToString(CultureInfo.InvariantCulture), Does.StartWith(held));
        }
    }

    private static ArrowRows Row(SparkColumn[] columns, params object?[] row)
    {
        ArrowRows rows = new();
        rows.Add(new ExecutePlanResponse.Types.ArrowBatch { RowCount = 1, Data = ByteString.CopyFrom(ArrowWriter.Write(columns, [row])) });
        rows.Read();
        return rows;
    }
}
