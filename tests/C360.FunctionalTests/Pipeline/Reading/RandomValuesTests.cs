using C360.FunctionalTests.TestData;
using FsCheck;
using FsCheck.Fluent;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Random texts in every shape, in CSV and in Parquet, against a second reading of the contract.</summary>
internal sealed class RandomValuesTests
{
    private const int Rows = 300;
    private const string Customers = "customer/customers";
    private const string Products = "products/products";
    private const string Usage = "customer/app_usage";

    [Property(MaxTest = 3)]
    public Property Texts_and_moments_are_read_as_the_contract_says() =>
        Prop.ForAll(
            Many(from text in Numberlike from date in Momentlike from moment in Momentlike select (text, date, moment)),
            rows =>
                Both(
                    Customers,
                    i => new
                    {
                        customer_id = $"{i:0000}",
                        first_name = rows[i].text,
                        date_of_birth = rows[i].date,
                        registration_date = rows[i].moment,
                    },
                    "SELECT first_name, date_of_birth, registration_date FROM customers ORDER BY customer_id",
                    rows.Select(row =>
                        (string[])[ShapeOracle.Text(row.text), ShapeOracle.Date(row.date), ShapeOracle.Timestamp(row.moment)]
                    ),
                    new Dictionary<string, long>
                    {
                        ["date_of_birth"] = rows.LongCount(row => IsLost(row.date, ShapeOracle.Date)),
                        ["registration_date"] = rows.LongCount(row => IsLost(row.moment, ShapeOracle.Timestamp)),
                    }
                )
        );

    [Property(MaxTest = 3)]
    public Property Money_and_weights_are_read_as_the_contract_says() =>
        Prop.ForAll(
            Many(from price in Numberlike from weight in Numberlike select (price, weight)),
            rows =>
                Both(
                    Products,
                    i => new
                    {
                        product_id = $"{i:0000}",
                        price = rows[i].price,
                        weight_kg = rows[i].weight,
                    },
                    "SELECT price, weight_kg FROM products ORDER BY product_id",
                    rows.Select(row => (string[])[Price(row.price), ShapeOracle.Weight(row.weight)]),
                    new Dictionary<string, long>
                    {
                        ["price"] = rows.LongCount(row => IsLost(row.price, Price)),
                        ["weight_kg"] = rows.LongCount(row => IsLost(row.weight, ShapeOracle.Weight)),
                    }
                )
        );

    [Property(MaxTest = 3)]
    public Property Whole_numbers_and_required_days_are_read_as_the_contract_says() =>
        Prop.ForAll(
            Many(from day in Momentlike from pages in Numberlike select (day, pages)),
            rows =>
            {
                (string day, string pages)[] good = [.. rows.Where(row => ShapeOracle.Date(row.day) != ShapeOracle.Null)];
                return Both(
                    Usage,
                    i => new
                    {
                        usage_id = $"{i:0000}",
                        session_date = rows[i].day,
                        pages_viewed = rows[i].pages,
                    },
                    "SELECT session_date, pages_viewed FROM app_usage ORDER BY usage_id",
                    good.Select(row => (string[])[ShapeOracle.Date(row.day), Pages(row.pages)]),
                    new Dictionary<string, long> { ["pages_viewed"] = good.LongCount(row => IsLost(row.pages, Pages)) },
                    missing: rows.Count(row => ShapeOracle.Trimmed(row.day).Length == 0),
                    unparsable: rows.Count(row => IsLost(row.day, ShapeOracle.Date))
                );
            }
        );

    private static Arbitrary<T[]> Many<T>(Gen<T> row) => row.ArrayOf(Rows).ToArbitrary();

    private static Gen<string> Numberlike =>
        Gen.OneOf(
            Gen.Elements("0", "1", "9", "12345", "0000", ".", "-", "+", "e", "_", " ", "\t", ",", "\n", "\r\n", "\"", "\u00a0", "٣", "x")
                .ArrayOf()
                .Select(parts => string.Concat(parts.Take(6))),
            from sign in Gen.Elements("", "-", "+")
            from whole in Gen.Choose(0, 12).Select(digits => "9876543210123"[..digits])
            from places in Gen.Choose(0, 5).Select(digits => digits == 0 ? "" : "." + "0505"[..(digits - 1)])
            from blank in Gen.Elements("", " ", "\t", "\n", "\u00a0")
            select blank + sign + whole + places + blank
        );

    private static Gen<string> Momentlike =>
        from date in Gen.Elements(
            "2024-02-29",
            "2023-02-29",
            "2024-12-31",
            "0001-01-01",
            "9999-12-31",
            "0000-01-01",
            "24-01-01",
            "2024-1-1",
            ""
        )
        from time in Gen.Elements(
            "",
            "",
            "",
            " 00:00",
            "T23:59:59",
            " 24:00",
            "T12:30:60",
            " 9:00",
            " 12:30:15.25",
            "T12:30:15.",
            " 12:30:15.1234567",
            "t10:00"
        )
        from zone in Gen.Elements(
            "",
            "",
            "Z",
            "+00:00",
            "+14:00",
            "-12:30",
            "+1:00",
            "z",
            "+18:00",
            "-18:00",
            "+18:01",
            "-19:00",
            "+23:59",
            "-24:00"
        )
        from blank in Gen.Elements("", " ", "\t", "\r\n")
        select blank + date + time + zone + blank;

    private static string Price(string text) => NotNegative(ShapeOracle.Money(text));

    private static string Pages(string text) => NotNegative(ShapeOracle.Whole(text));

    private static string NotNegative(string value) => value[0] == '-' ? ShapeOracle.Null : value;

    private static bool IsLost(string text, Func<string, string> read) =>
        ShapeOracle.Trimmed(text).Length > 0 && read(text) == ShapeOracle.Null;

    // The same rows as CSV and as Parquet: the values, and what is counted of them.
    private static bool Both(
        string source,
        Func<int, object> row,
        string sql,
        IEnumerable<string[]> expected,
        Dictionary<string, long> nulled,
        int missing = 0,
        int unparsable = 0
    )
    {
        object[] rows = [.. Enumerable.Range(0, Rows).Select(row)];
        foreach (string form in (string[])[".csv", ".parquet"])
        {
            using SourceFolder data = new SourceFolder().Customers(new { }).Parts(source, "a" + form, rows);
            using var read = new ReadSources(data);
            Assert.That(read.Rows(sql), Is.EqualTo(expected.Select(values => string.Join('|', values))), form);
            Assert.That(read[source].Nulled, Is.EqualTo(nulled.Where(count => count.Value > 0).ToDictionary()), form);
            Assert.That(read[source].Read, Is.EqualTo(Rows), form);
            Assert.That(read[source].Rejected.GetValueOrDefault("missing"), Is.EqualTo(missing), form);
            Assert.That(read[source].Rejected.GetValueOrDefault("unparsable"), Is.EqualTo(unparsable), form);
            Assert.That(read[source].Used, Is.EqualTo(Rows - missing - unparsable), form);
        }
        return true;
    }
}
