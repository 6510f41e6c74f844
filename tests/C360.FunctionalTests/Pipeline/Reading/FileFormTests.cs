using System.IO.Compression;
using System.Text;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class FileFormTests
{
    private const string Customers = "customer/customers";
    private const string Transactions = "sales/transactions";

    [Test]
    public void Csv_compressed_csv_and_parquet_are_read_alike(
        [Values(".csv", ".csv.gz", ".parquet", "/part-0.csv", "/x.csv.gz", "/p.parquet")] string form
    )
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" }, new { customer_id = "C2" });
        data.Transactions(
            new { transaction_id = "T1", total_amount = "x" },
            new { transaction_id = "T2", customer_id = "nobody" },
            new
            {
                transaction_id = "T3",
                total_amount = "1.00",
                subtotal = "y",
                status = "odd",
            },
            new
            {
                transaction_id = "T3",
                total_amount = " 2.50\t",
                transaction_date = "2025-01-01T12:00+02:00",
                store_id = " ",
            }
        );
        Move(data, Transactions, form);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT transaction_id, total_amount, transaction_date, store_id, subtotal FROM transactions"),
                Is.EqualTo(new[] { "T3|2.50|2025-01-01 10:00:00|∅|10.00" })
            );
            Assert.That(read[Transactions].Read, Is.EqualTo(4));
            Assert.That(read[Transactions].Used, Is.EqualTo(1));
            Assert.That(read[Transactions].Nulled, Is.EqualTo(new Dictionary<string, long> { ["subtotal"] = 1 }));
            Assert.That(read[Transactions].NewValues, Is.EqualTo(new Dictionary<string, long> { ["status"] = 1 }));
            // Parquet has no lines.
            string line(int number) => form.EndsWith("parquet", StringComparison.Ordinal) ? "∅" : $"{number}";
            Assert.That(
                read.Rows("SELECT file, line, key, reason, raw_values->>'total_amount' FROM rejected_rows ORDER BY key"),
                Is.EqualTo(
                    new[]
                    {
                        $"{Transactions}{form}|{line(2)}|T1|unparsable|x",
                        $"{Transactions}{form}|{line(3)}|T2|orphan|10.00",
                        $"{Transactions}{form}|{line(4)}|T3|duplicate_key|1.00",
                    }
                )
            );
        });
    }

    [Test]
    public void A_folder_may_mix_endings_and_orders_of_columns()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1", first_name = "parquet" });
        Move(data, Customers, "/2.parquet");
        data.Write(Customers + "/1.csv", Csv(("customer_id", "C1"), ("first_name", "csv")))
            .Write(Customers + "/3.csv.gz", Gzip(Csv(("first_name", "last"), ("customer_id", "C2"))))
            .Write(Customers + "/4.csv", Csv(("first_name", "reversed"), ("customer_id", "C3"), ("email", "")))
            .Write(Customers + "/_SUCCESS", "")
            .Write(Customers + "/.part.crc", "rubbish");
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT customer_id, first_name FROM customers ORDER BY customer_id"),
                Is.EqualTo(new[] { "C1|parquet", "C2|last", "C3|reversed" })
            );
            Assert.That(
                read.Rows("SELECT file, line, key, reason FROM rejected_rows"),
                Is.EqualTo(new[] { $"{Customers}/1.csv|2|C1|duplicate_key" })
            );
        });
    }

    [Test]
    public void A_rejected_row_of_Parquet_is_found_in_its_part()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "", first_name = "keyless" });
        Move(data, Customers, "/b.parquet");
        data.Customers(new { customer_id = "C2" }); // the keyless one, and C2
        Move(data, Customers, "/a.parquet");
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read[Customers].Read, Is.EqualTo(3));
            Assert.That(
                read.Rows("SELECT file, key, reason, raw_values->>'first_name' FROM rejected_rows ORDER BY file"),
                Is.EqualTo(new[] { $"{Customers}/a.parquet|∅|missing|keyless", $"{Customers}/b.parquet|∅|missing|keyless" })
            );
        });
    }

    [Test]
    public void Typed_Parquet_is_taken_as_it_is()
    {
        using SourceFolder data = new SourceFolder().Without("products/products");
        ParquetFile.Write(
            data,
            "products/products.parquet",
            """
            SELECT 17::BIGINT AS product_id, 'Thing' AS product_name, ''::VARCHAR AS category, NULL::INTEGER AS subcategory, 'B' AS brand,
                2.675::DOUBLE AS price, 0.125::DOUBLE AS cost, 1.0005::DECIMAL(9, 4) AS weight_kg, 'x' AS dimensions, 'x' AS color, 'x' AS size,
                TIMESTAMPTZ '2025-01-01 00:30:00+01' AS created_date, 'active' AS status
            UNION ALL
            SELECT 18, 'Thing', 'Toys', 1, 'B', 'nan'::DOUBLE, -1, NULL, 'x', 'x', 'x', 'infinity'::TIMESTAMPTZ, 'active'
            """
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            // 2.675 and 0.125 round half away from zero; half past midnight in a zone one hour ahead is the day before in UTC.
            Assert.That(
                read.Rows(
                    "SELECT product_id, category, subcategory, price, cost, weight_kg, created_date FROM products ORDER BY product_id"
                ),
                Is.EqualTo(new[] { "17|∅|∅|2.68|0.13|1.001|2024-12-31", "18|Toys|1|∅|∅|∅|∅" })
            );
            Assert.That(
                read["products/products"].Nulled,
                Is.EqualTo(
                    new Dictionary<string, long>
                    {
                        ["price"] = 1,
                        ["cost"] = 1,
                        ["created_date"] = 1,
                    }
                )
            );
        });
    }

    [Test]
    public void Money_in_DOUBLE_is_rounded_as_it_is_written()
    {
        using SourceFolder data = new SourceFolder().Without("products/products");
        ParquetFile.Write(
            data,
            "products/products.parquet",
            $"SELECT {Product}, 1.005::DOUBLE AS price, 0.145::DOUBLE AS cost, 4.0005::DOUBLE AS weight_kg"
        );
        using var read = new ReadSources(data);

        // Ties as written, whose doubles lie a little below them: 1.00499…, 0.14499…, 4.00049….
        Assert.That(read.Rows("SELECT price, cost, weight_kg FROM products"), Is.EqualTo(new[] { "1.01|0.15|4.001" }));
    }

    [Test]
    public void Extra_columns_of_Parquet_may_have_any_name()
    {
        using SourceFolder data = new SourceFolder().Without("products/products");
        string extra = "7 AS FILE_index, 'x' AS file_row_number, 5 AS p, 6 AS file, 6 AS position, 6 AS verdict, 6 AS place, 6 AS raw_0";
        ParquetFile.Write(data, "products/products/1.parquet", $"SELECT {Product}, 1 AS price, 1 AS cost, 1 AS weight_kg, {extra}");
        ParquetFile.Write(
            data,
            "products/products/2.parquet",
            $"""
            SELECT * REPLACE (k AS product_id) FROM (SELECT {Product}, 1 AS price, 1 AS cost, 1 AS weight_kg, {extra}),
                (VALUES ('B'), (NULL), ('A')) v(k)
            """
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT product_id FROM products ORDER BY product_id"), Is.EqualTo(new[] { "A", "B" }));
            Assert.That(
                read.Rows(
                    "SELECT file, key, reason, raw_values->>'product_name', raw_values->>'FILE_index' FROM rejected_rows ORDER BY file"
                ),
                Is.EqualTo(new[] { "products/products/1.parquet|A|duplicate_key|Thing|7", "products/products/2.parquet|∅|missing|Thing|7" })
            );
        });
    }

    [Test]
    public void Folders_named_as_a_column_and_a_value_are_only_folders([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1", country = "US" }, new { customer_id = "" });
        Move(data, Customers, form);
        using SourceFolder outer = new SourceFolder();
        string inner = Path.Combine(outer.Path, "country=ZZ");
        Directory.Move(data.Path, inner);
        Directory.CreateDirectory(data.Path);
        using var read = new ReadSources(inner);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id, country FROM customers"), Is.EqualTo(new[] { "C1|US" }));
            Assert.That(read.Rows("SELECT raw_values->>'country' FROM rejected_rows"), Has.None.EqualTo("ZZ").And.Length.EqualTo(1));
        });
    }

    [Test]
    public void Brackets_stars_and_question_marks_in_a_name_are_nothing_special([Values(".csv", ".parquet")] string ending)
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        Move(data, Customers, "/part1" + ending);
        foreach (string name in new[] { "part[1]", "part*", "part?" })
        {
            data.Customers(new { customer_id = name }); // C1 and those before it again
            Move(data, Customers, $"/{name}{ending}");
        }
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT customer_id FROM customers ORDER BY customer_id"),
                Is.EqualTo(new[] { "C1", "part*", "part?", "part[1]" })
            );
            // part* holds C1, part[1], part*; part1 C1; part? all four; part[1] C1, part[1]: the last in the order of names stays.
            Assert.That(
                read.Rows("SELECT file, key FROM rejected_rows ORDER BY file, key"),
                Is.EqualTo(
                    new[]
                    {
                        $"{Customers}/part*{ending}|C1",
                        $"{Customers}/part*{ending}|part*",
                        $"{Customers}/part*{ending}|part[1]",
                        $"{Customers}/part1{ending}|C1",
                        $"{Customers}/part?{ending}|C1",
                        $"{Customers}/part?{ending}|part[1]",
                    }
                )
            );
        });
    }

    [Test]
    public void Whole_numbers_in_Parquet_may_be_of_any_type_but_not_fractions()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { }).Without("sales/transaction_items");
        ParquetFile.Write(
            data,
            "sales/transaction_items.parquet",
            """
            SELECT 'I' || n AS item_id, 'T1' AS transaction_id, 'P1' AS product_id, q AS quantity, 1 AS unit_price, 2::BIGINT AS line_total,
                0.5::FLOAT AS discount_applied
            FROM (VALUES (1, 2.0), (2, 2.5), (3, 3e9)) v(n, q)
            """
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT item_id, quantity, unit_price, line_total, discount_applied FROM transaction_items"),
                Is.EqualTo(new[] { "I1|2|1.00|2.00|0.50" })
            );
            Assert.That(
                read.Rejected("sales/transaction_items"),
                Is.EquivalentTo(new[] { "I2|unparsable|quantity", "I3|unparsable|quantity" })
            );
        });
    }

    [Test]
    public void A_byte_order_mark_and_CRLF_are_no_part_of_the_values([Values("\n", "\r\n")] string end, [Values] bool mark)
    {
        using SourceFolder data = new SourceFolder();
        string text = Csv(("customer_id", "C1"), ("country", "\"Nor\nway\"")).Replace("Norway", "", StringComparison.Ordinal);
        byte[] bytes = Encoding.UTF8.GetBytes(text.Replace("\n", end, StringComparison.Ordinal) + end + end);
        data.Write(Customers + ".csv", mark ? [.. Encoding.UTF8.Preamble, .. bytes] : bytes);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id, country FROM customers"), Is.EqualTo(new[] { $"C1|Nor{end}way" }));
            Assert.That(read[Customers].Read, Is.EqualTo(1));
        });
    }

    [Test]
    public void A_header_without_rows_is_a_source_without_rows()
    {
        using var data = new SourceFolder();
        using var read = new ReadSources(data);

        Assert.That(read["sales/transactions"].Read, Is.Zero);
    }

    [Test]
    public void Shipments_may_be_missing()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read["logistics/shipments"].Read, Is.Zero);
            Assert.That(read.Rows("SELECT shipment_id, shipping_cost FROM shipments"), Is.Empty);
        });
    }

    // The columns of a product that are no numbers.
    private const string Product =
        "'A' AS product_id, 'Thing' AS product_name, 'Toys' AS category, 'x' AS subcategory, 'B' AS brand, 'x' AS dimensions, 'x' AS color,"
        + " 'x' AS size, DATE '2025-01-01' AS created_date, 'active' AS status";

    // A CSV of one customer with these columns first.
    private static string Csv(params (string Column, string Value)[] first)
    {
        IEnumerable<string> others = SourceDefaults.All[Customers].Keys.Except(first.Select(pair => pair.Column)).ToArray();
        return string.Join(',', first.Select(pair => pair.Column).Concat(others))
            + "\n"
            + string.Join(',', first.Select(pair => pair.Value).Concat(others.Select(_ => "")))
            + "\n";
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }

    // The CSV of a source in another form.
    private static void Move(SourceFolder data, string source, string form)
    {
        string csv = data.Csv(source);
        string path = source + form;
        if (form.EndsWith(".parquet", StringComparison.Ordinal))
        {
            ParquetFile.WriteText(data, path, source);
        }
        else
        {
            data.Write(path, form.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(csv) : Encoding.UTF8.GetBytes(csv));
        }
        if (form != ".csv")
        {
            data.Without(source);
        }
    }
}
