using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Values written as text, in CSV and in text columns of Parquet; between good rows of the same file and beside good parts.</summary>
internal sealed class TextValueTests
{
    private const string Products = "products/products";
    private const string Transactions = "sales/transactions";
    private const string Items = "sales/transaction_items";

    private static readonly string[] NoMoney =
    [
        "1,5",
        "1,000.00",
        "$1",
        "1.00 USD",
        "1.005",
        "1e3",
        "0x10",
        "NaN",
        "Infinity",
        "+1",
        ".5",
        "5.",
        "-",
        "--1",
        "1 0",
        "12345678901", // 11 digits
        "-12345678901.00",
        "00000000001", // 11 digits, whatever they are
        "١٢", // digits, but not ours
        "１２",
        "1\u00a0", // a blank that is none of the four
        "\u20071",
        "1_0",
        "null",
        "'1'",
    ];

    private static readonly (string Text, string Value)[] Money =
    [
        ("1234567890", "1234567890.00"), // 10 digits
        ("-9999999999.99", "-9999999999.99"),
        ("9999999999.99", "9999999999.99"),
        ("-0", "0.00"),
        ("-0.01", "-0.01"),
        ("000.5", "0.50"),
        (" \t7.25 ", "7.25"),
    ];

    [Test]
    public void Required_money_is_read_or_its_row_rejected([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts(Transactions, "a" + form, new { transaction_id = "A", subtotal = "oops" })
            .Parts(
                Transactions,
                "b" + form,
                [
                    .. NoMoney.Select((text, i) => new { transaction_id = $"N{i:00}", total_amount = text }),
                    .. Money.Select((pair, i) => new { transaction_id = $"Y{i}", total_amount = pair.Text }),
                ]
            )
            .Parts(Transactions, "c" + (form == ".csv" ? ".parquet" : ".csv"), new { transaction_id = "Z" });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT transaction_id, total_amount FROM transactions ORDER BY transaction_id"),
                Is.EqualTo((string[])["A|10.00", .. Money.Select((pair, i) => $"Y{i}|{pair.Value}"), "Z|10.00"])
            );
            // 25 texts that are no money and 7 that are, A and Z.
            Assert.That(Figures.Of(read[Transactions]), Is.EqualTo("34 read, 9 used, rejected unparsable 25, nulled subtotal 1"));
            Assert.That(
                read.Rows("SELECT file, line, key, column_name, reason, raw_values->>'total_amount' FROM rejected_rows ORDER BY key"),
                Is.EqualTo(
                    NoMoney.Select(
                        (text, i) => $"{Transactions}/b{form}|{(form == ".csv" ? $"{i + 2}" : "∅")}|N{i:00}|total_amount|unparsable|{text}"
                    )
                )
            );
        });
    }

    [Test]
    public void Other_money_becomes_null_and_is_counted([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder().Parts(
            Products,
            "a" + form,
            [
                .. NoMoney.Select((text, i) => new { product_id = $"N{i:00}", price = text }),
                .. Money.Select((pair, i) => new { product_id = $"Y{i}", price = pair.Text }),
            ]
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            // Prices are not negative: two of the seven are out of range. 25 + 2.
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("32 read, 32 used, nulled price 27"));
            Assert.That(
                read.Rows("SELECT price FROM products WHERE price IS NOT NULL ORDER BY product_id"),
                Is.EqualTo(Money.Select(pair => pair.Value).Where(value => value[0] != '-'))
            );
        });
    }

    [Test]
    public void Whole_numbers([Values(".csv", ".parquet")] string form)
    {
        string[] bad = ["2.7", "2.0", "1_000", "1,000", "2147483648", "1e3", "0x10", "+1", "٣", "1\u00a0", "NaN", "true", "-"];
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { })
            .Parts(
                Items,
                "a" + form,
                [
                    .. bad.Select((text, i) => new { item_id = $"N{i:00}", quantity = text }),
                    new { item_id = "R1", quantity = "-1" },
                    new { item_id = "R2", quantity = "-2147483648" },
                    new { item_id = "R3", quantity = "-2147483649" }, // no number of 32 bits, so not too small but unparsable
                    new { item_id = "Y0", quantity = "-0" },
                    new { item_id = "Y1", quantity = "2147483647" },
                    new { item_id = "Y2", quantity = " 007\t" },
                ]
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT quantity FROM transaction_items ORDER BY item_id"), Is.EqualTo(new[] { "0", "2147483647", "7" }));
            Assert.That(Figures.Of(read[Items]), Is.EqualTo("19 read, 3 used, rejected out_of_range 2, unparsable 14"));
            Assert.That(
                read.Rows("SELECT key, column_name, reason, raw_values->>'quantity' FROM rejected_rows WHERE key LIKE 'R%' ORDER BY key"),
                Is.EqualTo(
                    new[] { "R1|quantity|out_of_range|-1", "R2|quantity|out_of_range|-2147483648", "R3|quantity|unparsable|-2147483649" }
                )
            );
        });
    }

    [Test]
    public void Weights([Values(".csv", ".parquet")] string form)
    {
        (string Text, string Value)[] weights =
        [
            ("0.1234", "∅"),
            ("1,5", "∅"),
            ("1kg", "∅"),
            ("0.123", "0.123"),
            ("-1", "-1.000"),
            ("7", "7.000"),
        ];
        using SourceFolder data = new SourceFolder().Parts(
            Products,
            "a" + form,
            [.. weights.Select((weight, i) => new { product_id = $"P{i}", weight_kg = weight.Text })]
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT weight_kg FROM products ORDER BY product_id"),
                Is.EqualTo(weights.Select(weight => weight.Value))
            );
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("6 read, 6 used, nulled weight_kg 3"));
        });
    }

    [TestCase("9", "∅")]
    [TestCase("0", "∅")]
    [TestCase("-1", "∅")]
    [TestCase("4.0", "∅")]
    [TestCase("1", "1")]
    [TestCase("5", "5")]
    public void Scores_are_one_to_five(string text, string value)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts("customer/support_tickets", "a.csv", new { satisfaction_score = text, ticket_id = "K1" })
            .Parts("customer/support_tickets", "b.parquet", new { satisfaction_score = text, ticket_id = "K2" });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT satisfaction_score FROM support_tickets"), Is.EqualTo(new[] { value, value }));
            Assert.That(
                Figures.Of(read["customer/support_tickets"]),
                Is.EqualTo("2 read, 2 used" + (value == "∅" ? ", nulled satisfaction_score 2" : ""))
            );
        });
    }
}
