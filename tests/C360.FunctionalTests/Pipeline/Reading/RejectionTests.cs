using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class RejectionTests
{
    private const string Customers = "customer/customers";
    private const string Items = "sales/transaction_items";
    private const string Transactions = "sales/transactions";

    [Test]
    public void A_missing_required_value_rejects_the_row()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(
                new { customer_id = "" },
                new { total_amount = "" },
                new { status = " " },
                new { transaction_date = "\t" },
                new { }
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rejected(Transactions),
                Is.EqualTo(
                    new[] { "T1|missing|customer_id", "T2|missing|total_amount", "T3|missing|status", "T4|missing|transaction_date" }
                )
            );
            Assert.That(read[Transactions].Read, Is.EqualTo(5));
            Assert.That(read[Transactions].Used, Is.EqualTo(1));
            Assert.That(read[Transactions].Rejected, Is.EqualTo(new Dictionary<string, long> { ["missing"] = 4 }));
        });
    }

    [Test]
    public void A_required_value_without_its_shape_rejects_the_row()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(
                new { total_amount = "1e3" },
                new { total_amount = "12.345" },
                new { total_amount = "10000000000" },
                new { transaction_date = "2025-02-30" },
                new { transaction_date = "2025-01-01 24:00" },
                new { total_amount = "9999999999.99" }
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rejected(Transactions),
                Is.EqualTo(
                    new[]
                    {
                        "T1|unparsable|total_amount",
                        "T2|unparsable|total_amount",
                        "T3|unparsable|total_amount",
                        "T4|unparsable|transaction_date",
                        "T5|unparsable|transaction_date",
                    }
                )
            );
            Assert.That(read.Rows("SELECT transaction_id, total_amount FROM transactions"), Is.EqualTo(new[] { "T6|9999999999.99" }));
        });
    }

    [Test]
    public void A_required_number_out_of_range_rejects_the_row()
    {
        using SourceFolder data = WithTransaction().TransactionItems(new { quantity = -1 }, new { quantity = 0 });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rejected(Items), Is.EqualTo(new[] { "I1|out_of_range|quantity" }));
            Assert.That(read.Rows("SELECT item_id, quantity FROM transaction_items"), Is.EqualTo(new[] { "I2|0" }));
        });
    }

    [Test]
    public void The_reason_is_that_of_the_first_bad_column_with_the_key_first()
    {
        using SourceFolder data = WithTransaction()
            .TransactionItems(
                new
                {
                    item_id = "",
                    transaction_id = "",
                    quantity = "x",
                },
                new
                {
                    transaction_id = "T1",
                    quantity = "x",
                    line_total = "",
                },
                new { quantity = -5, line_total = "y" }
            );
        using var read = new ReadSources(data);

        Assert.That(read.Rejected(Items), Is.EqualTo(new[] { "∅|missing|item_id", "I2|unparsable|quantity", "I3|out_of_range|quantity" }));
    }

    [Test]
    public void A_rejected_row_keeps_its_file_its_line_and_its_raw_values()
    {
        using SourceFolder data = new SourceFolder().Write(
            "customer/customers.csv",
            "extra,"
                + Header(Customers)
                + "\n"
                + "a,C1"
                + new string(',', 14)
                + "\n\n"
                + "\"two\nlines\",,\"Ann \"\"A\"\"\""
                + new string(',', 13)
                + "\n"
        );
        using var read = new ReadSources(data);

        // The header is line 1, C1 line 2, the empty line 3: the second row begins on line 4.
        Assert.That(
            read.Rows(
                """
                SELECT file, line, raw_values->>'extra', raw_values->>'first_name', raw_values->>'customer_id', len(json_keys(raw_values))
                FROM rejected_rows
                """
            ),
            Is.EqualTo(new[] { "customer/customers.csv|4|two\nlines|Ann \"A\"||16" })
        );
    }

    [TestCase(".csv")]
    [TestCase(".parquet")]
    public void Of_long_values_a_rejected_row_keeps_the_beginnings(string form)
    {
        string key = new('k', 1_200_000);
        using SourceFolder data = new SourceFolder().Customers(
            new { customer_id = key, first_name = "first" },
            new { customer_id = key, first_name = "last" },
            new { customer_id = "", address_line1 = string.Concat(Enumerable.Repeat("😀", 1001)) }
        );
        if (form == ".parquet")
        {
            ParquetFile.WriteText(data, Customers + form, Customers);
            data.Without(Customers);
        }
        using var read = new ReadSources(data);

        // 15 columns: a cell keeps its first 1,000 characters, and 22 say how long it is. C# counts 😀 as two, the engine as one.
        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows(
                    """
                    SELECT row_id, reason, length(key), right(key, 24), length(raw_values->>'customer_id'), right(raw_values->>'customer_id', 24),
                        raw_values->>'first_name'
                    FROM rejected_rows WHERE reason = 'duplicate_key'
                    """
                ),
                Is.EqualTo(new[] { "1|duplicate_key|1022|kk… (1200000 characters)|1022|kk… (1200000 characters)|first" })
            );
            Assert.That(
                read.Rows("SELECT row_id, raw_values->>'address_line1' FROM rejected_rows WHERE reason = 'missing'"),
                Is.EqualTo(
                    new[]
                    {
                        form == ".csv"
                            ? $"2|{string.Concat(Enumerable.Repeat("😀", 500))}… (2002 characters)"
                            : $"2|{string.Concat(Enumerable.Repeat("😀", 1000))}… (1001 characters)",
                    }
                )
            );
        });
    }

    [Test]
    public void Raw_values_of_typed_Parquet_are_texts_whatever_the_types()
    {
        using SourceFolder data = new SourceFolder().Without("products/products");
        ParquetFile.Write(
            data,
            "products/products.parquet",
            """
            SELECT NULL::VARCHAR AS product_id, 'Thing' AS product_name, 'Toys' AS category, NULL::VARCHAR AS subcategory, NULL::VARCHAR AS brand,
                'NaN'::DOUBLE AS price, 12.50::DECIMAL(10,2) AS cost, '-Infinity'::FLOAT AS weight_kg, [1, 2] AS dimensions, {'a': 1} AS color,
                'x"'::BLOB AS size, DATE '2024-01-31' AS created_date, true AS status
            """
        );
        using var read = new ReadSources(data);

        Assert.That(
            read.Rows("SELECT unnest(raw_values->>'$.*') FROM rejected_rows"),
            Is.EqualTo(
                (string[])["∅", "Thing", "Toys", "∅", "∅", "nan", "12.50", "-inf", "[1, 2]", "{'a': 1}", "x\"", "2024-01-31", "true"]
            )
        );
    }

    [Test]
    public void A_row_with_more_or_fewer_cells_than_the_header_is_unparsable()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Write(
                "sales/transaction_items.csv",
                "item_id,transaction_id,product_id,quantity,unit_price,line_total,discount_applied\n"
                    + "I1,T1,P1,1,10.00,10.00\n"
                    + "I2,T1,P1,1,10.00,10.00,0.00,0.00\n"
                    + "\n"
                    + "I3,T1,P1,1,10.00,10.00,0.00\n"
                    + "I4\n"
            )
            .Transactions(new { });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT line, key, reason, column_name FROM rejected_rows ORDER BY line"),
                Is.EqualTo(new[] { "2|I1|unparsable|∅", "3|I2|unparsable|∅", "6|I4|unparsable|∅" })
            );
            Assert.That(read.Rows("SELECT raw_values FROM rejected_rows WHERE line = 6"), Is.EqualTo(new[] { """{"item_id":"I4"}""" }));
            Assert.That(read[Items].Read, Is.EqualTo(4));
            Assert.That(read[Items].Used, Is.EqualTo(1));
            Assert.That(read[Items].Rejected, Is.EqualTo(new Dictionary<string, long> { ["unparsable"] = 3 }));
        });
    }

    [Test]
    public void A_bad_value_elsewhere_becomes_null_and_is_counted()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(
                new { date_of_birth = "1990-13-01", registration_date = "soon" },
                new { date_of_birth = "", registration_date = "2024-02-29T23:59:59.5+01:00" }
            )
            .SupportTickets(
                new { satisfaction_score = 0 },
                new { satisfaction_score = 1 },
                new { satisfaction_score = 5 },
                new { satisfaction_score = 6 }
            )
            .AppUsage(
                new
                {
                    pages_viewed = -1,
                    actions_taken = "2.7",
                    session_duration_minutes = "2147483648",
                }
            )
            .Products(
                new
                {
                    cost = "-0.01",
                    price = "x",
                    weight_kg = "1.2345",
                },
                new { cost = "0.00", weight_kg = "123.456" }
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read[Customers].Nulled,
                Is.EqualTo(new Dictionary<string, long> { ["date_of_birth"] = 1, ["registration_date"] = 1 })
            );
            Assert.That(
                read.Rows("SELECT date_of_birth, registration_date FROM customers ORDER BY customer_id"),
                Is.EqualTo(new[] { "∅|∅", "∅|2024-02-29 22:59:59.5" })
            );
            Assert.That(read["customer/support_tickets"].Nulled, Is.EqualTo(new Dictionary<string, long> { ["satisfaction_score"] = 2 }));
            Assert.That(
                read.Rows("SELECT satisfaction_score FROM support_tickets ORDER BY ticket_id"),
                Is.EqualTo(new[] { "∅", "1", "5", "∅" })
            );
            Assert.That(
                read["customer/app_usage"].Nulled,
                Is.EqualTo(
                    new Dictionary<string, long>
                    {
                        ["session_duration_minutes"] = 1,
                        ["pages_viewed"] = 1,
                        ["actions_taken"] = 1,
                    }
                )
            );
            Assert.That(
                read["products/products"].Nulled,
                Is.EqualTo(
                    new Dictionary<string, long>
                    {
                        ["price"] = 1,
                        ["cost"] = 1,
                        ["weight_kg"] = 1,
                    }
                )
            );
            Assert.That(
                read.Rows("SELECT price, cost, weight_kg FROM products ORDER BY product_id"),
                Is.EqualTo(new[] { "∅|∅|∅", "10.00|0.00|123.456" })
            );
        });
    }

    [TestCase("2026-06-01Z", "2026-06-01 00:00:00")]
    [TestCase("2026-06-01+02:00", "2026-05-31 22:00:00")] // midnight two hours ahead of UTC
    [TestCase("2026-06-01+0200", "∅")]
    public void A_zone_may_follow_a_date_or_a_time(string written, string read)
    {
        using SourceFolder data = new SourceFolder().Customers(new { registration_date = written });
        using var sources = new ReadSources(data);

        Assert.That(sources.Rows("SELECT registration_date FROM customers"), Is.EqualTo(new[] { read }));
    }

    [Test]
    public void An_unknown_category_is_kept_and_counted_as_new()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_segment = "premium" }, new { customer_segment = " Basic " }, new { customer_segment = "" })
            .LoyaltyProgram(new { customer_id = "C1", loyalty_tier = "Diamond" })
            .Transactions(new { status = "lost", channel = "fax" });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read[Customers].NewValues, Is.EqualTo(new Dictionary<string, long> { ["customer_segment"] = 1 }));
            Assert.That(
                read.Rows("SELECT customer_segment FROM customers ORDER BY customer_id"),
                Is.EqualTo(new[] { "premium", "Basic", "∅" })
            );
            Assert.That(read["customer/loyalty_program"].NewValues, Is.EqualTo(new Dictionary<string, long> { ["loyalty_tier"] = 1 }));
            Assert.That(read[Transactions].NewValues, Is.EqualTo(new Dictionary<string, long> { ["channel"] = 1, ["status"] = 1 }));
            Assert.That(read[Transactions].Used, Is.EqualTo(1));
        });
    }

    [Test]
    public void Nulled_and_new_values_are_counted_before_orphans_and_duplicates_but_without_bad_rows()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(
                new
                {
                    transaction_id = "T1",
                    subtotal = "x",
                    channel = "fax",
                }, // a duplicate
                new { transaction_id = "T1", subtotal = "x" },
                new
                {
                    transaction_id = "T2",
                    customer_id = "nobody",
                    subtotal = "x",
                }, // an orphan
                new
                {
                    transaction_id = "T3",
                    total_amount = "bad",
                    subtotal = "x",
                    channel = "fax",
                }
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read[Transactions].Nulled, Is.EqualTo(new Dictionary<string, long> { ["subtotal"] = 3 }));
            Assert.That(read[Transactions].NewValues, Is.EqualTo(new Dictionary<string, long> { ["channel"] = 1 }));
        });
    }

    private static SourceFolder WithTransaction() => new SourceFolder().Customers(new { }).Transactions(new { });

    private static string Header(string source) => string.Join(',', SourceDefaults.All[source].Keys);
}
