using System.Text.Json;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class ParquetSchemaTests
{
    private const string Products = "products/products";

    [Test]
    public void Parts_may_have_the_same_column_in_different_types_and_places()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        // Prices as number, text, DOUBLE and FLOAT; dates as date, text, timestamp and, wrongly, as number; the order of columns differs.
        Write(data, "a", ("product_id", "1::INTEGER"), ("price", "2::INTEGER"), ("created_date", "DATE '2025-01-01'"));
        Write(data, "b", ("created_date", "' 2025-01-02'"), ("price", "'2.50'"), ("product_id", "'2'"));
        Write(data, "c", ("price", "3.505::DOUBLE"), ("created_date", "TIMESTAMP '2025-01-03 23:59:59'"), ("product_id", "3::BIGINT"));
        Write(data, "d", ("created_date", "20250104"), ("price", "4.25::FLOAT"), ("product_id", "'1'"));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT product_id, price, created_date, cost FROM products ORDER BY product_id"),
                Is.EqualTo(new[] { "1|4.25|∅|4.00", "2|2.50|2025-01-02|4.00", "3|3.51|2025-01-03|4.00" })
            );
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("4 read, 3 used, rejected duplicate_key 1, nulled created_date 1"));
            Assert.That(
                read.Rows(
                    "SELECT file, line, key, column_name, reason, raw_values->>'price', raw_values->>'created_date' FROM rejected_rows"
                ),
                Is.EqualTo(new[] { $"{Products}/a.parquet|∅|1|product_id|duplicate_key|2|2025-01-01" })
            );
        });
    }

    [Test]
    public void A_column_of_another_type_costs_its_own_rows_and_no_others([Values("a", "z")] string place)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts("sales/transactions", "m.parquet", new { transaction_id = "T1" }, new { transaction_id = "T2", total_amount = "x" });
        const string Source = "sales/transactions";
        ParquetFile.Write(
            data,
            $"{Source}/{place}.parquet",
            Part.Select(Source, ("transaction_id", "'T' || r"), ("total_amount", "true"), ("subtotal", "TIME '10:00:00'"))
                + " FROM range(8, 10) t(r)"
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT transaction_id, total_amount FROM transactions"), Is.EqualTo(new[] { "T1|10.00" }));
            Assert.That(Figures.Of(read[Source]), Is.EqualTo("4 read, 1 used, rejected unparsable 3"));
            Assert.That(
                read.Rows(
                    "SELECT file, key, column_name, raw_values->>'total_amount', raw_values->>'subtotal' FROM rejected_rows ORDER BY key"
                ),
                Is.EqualTo(
                    new[]
                    {
                        $"{Source}/m.parquet|T2|total_amount|x|10.00",
                        $"{Source}/{place}.parquet|T8|total_amount|true|10:00:00",
                        $"{Source}/{place}.parquet|T9|total_amount|true|10:00:00",
                    }
                )
            );
        });
    }

    [TestCase("true")]
    [TestCase("uuid()")]
    [TestCase("TIME '10:00:00'")]
    [TestCase("INTERVAL 1 DAY")]
    public void What_is_neither_number_nor_date_nor_text_becomes_null_and_is_counted(string sql)
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        Write(data, "a", ("price", sql), ("weight_kg", sql), ("created_date", sql), ("color", "true"), ("size", "12::SMALLINT"));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT price, weight_kg, created_date, color, size FROM products"),
                Is.EqualTo(new[] { "∅|∅|∅|true|12" })
            );
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("1 read, 1 used, nulled created_date 1, price 1, weight_kg 1"));
        });
    }

    [TestCase("['a']")]
    [TestCase("{'a': 1}")]
    [TestCase("MAP {'a': 1}")]
    public void Lists_and_structures_are_no_texts_either(string sql)
    {
        using SourceFolder data = new SourceFolder().Parts(Products, "b.parquet", new { product_id = "P2", status = "new" });
        // The dimensions are read by no rule, the status is a category.
        Write(data, "a", ("category", sql), ("dimensions", sql), ("status", sql), ("price", sql), ("created_date", sql));
        Write(data, "c", ("product_id", sql), ("status", sql));
        Write(
            data,
            "d",
            ("product_id", "'P4'"),
            ("category", $"CASE WHEN false THEN {sql} END"),
            ("status", $"CASE WHEN false THEN {sql} END")
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT product_id, category, dimensions, status, price FROM products ORDER BY product_id"),
                Is.EqualTo(new[] { "P1|∅|∅|∅|∅", "P2|Toys|∅|new|10.00", "P4|∅|∅|∅|10.00" })
            );
            Assert.That(
                Figures.Of(read[Products]),
                Is.EqualTo(
                    "4 read, 3 used, rejected unparsable 1, nulled category 1, created_date 1, dimensions 1, price 1, status 1, new status 1"
                )
            );
            Assert.That(
                read.Rows("SELECT file, key, column_name, reason FROM rejected_rows"),
                Is.EqualTo(new[] { $"{Products}/c.parquet|∅|product_id|unparsable" })
            );
        });
    }

    [Test]
    public void Numbers_are_no_dates_and_dates_no_numbers()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        Write(data, "a", ("price", "DATE '2025-01-01'"), ("cost", "TIMESTAMP '2025-01-01'"), ("created_date", "20089"));
        using var read = new ReadSources(data);

        Assert.That(Figures.Of(read[Products]), Is.EqualTo("1 read, 1 used, nulled cost 1, created_date 1, price 1"));
    }

    [Test]
    public void Files_without_rows_and_columns_without_values_are_nothing_special()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        string[] keys = [.. SourceDefaults.All[Products].Keys];
        ParquetFile.Write(data, Products + "/a.parquet", $"SELECT {string.Join(", ", keys.Select(key => $"NULL AS {key}"))} WHERE false");
        ParquetFile.Write(data, Products + "/b.parquet", $"SELECT {string.Join(", ", keys.Select(key => $"NULL AS {key}"))} FROM range(3)");
        ParquetFile.Write(
            data,
            Products + "/c.parquet",
            $"SELECT 'P' || r AS product_id, {string.Join(", ", keys.Skip(1).Select(key => $"NULL::VARCHAR AS {key}"))} FROM range(2) t(r)"
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT product_id, price, status FROM products"), Is.EqualTo(new[] { "P0|∅|∅", "P1|∅|∅" }));
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("5 read, 2 used, rejected missing 3"));
            Assert.That(
                read.Rows("SELECT DISTINCT file, key, column_name, reason, raw_values->>'price' FROM rejected_rows"),
                Is.EqualTo(new[] { $"{Products}/b.parquet|∅|product_id|missing|∅" })
            );
        });
    }

    [Test]
    public void Extra_columns_may_hold_anything()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        (string, string)[] extra =
        [
            ("deep", "{'a': [1, NULL], 'b': MAP {'k': 'nan'::DOUBLE}}"),
            ("picture", "'\\xAA\\xFF'::BLOB"),
            ("pictures", "['\\xAA'::BLOB]"),
            ("nothing", "NULL"),
            ("ratio", "'nan'::DOUBLE"),
            ("span", "INTERVAL 1 DAY"),
        ];
        ParquetFile.Write(data, Products + "/a.parquet", Part.Select(Products, [.. extra, ("product_id", "''")]));
        ParquetFile.Write(data, Products + "/b.parquet", Part.Select(Products, extra));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("2 read, 1 used, rejected missing 1"));
            // Bytes may be no text; a number that JSON does not know is text, as all raw values are.
            Assert.That(
                read.Rows(
                    "SELECT raw_values->>'ratio', raw_values->>'span', raw_values->>'picture', raw_values->>'pictures', raw_values->>'deep' FROM rejected_rows"
                ),
                Is.EqualTo(new[] { "nan|1 day|(bytes)|(bytes)|{'a': [1, NULL], 'b': {k=nan}}" })
            );
            Assert.That(
                read.Rows("SELECT raw_values::VARCHAR FROM rejected_rows"),
                Has.All.Matches<string?>(text => JsonDocument.Parse(text!) is not null)
            );
        });
    }

    [Test]
    public void Columns_whose_names_differ_in_case_only_are_different([Values] bool first)
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        foreach ((string part, string key) in new[] { ("a", "'A'"), ("b", "''"), ("c", "'C'") })
        {
            string select = Part.Select(Products, ("product_id", key), ("brand", "'right'"));
            ParquetFile.Write(
                data,
                $"{Products}/{part}.parquet",
                first ? $"SELECT 'x' AS QQQQQ, * FROM ({select})" : $"SELECT *, 'x' AS QQQQQ FROM ({select})"
            );
            Renamed.Replace(data, $"{Products}/{part}.parquet", "QQQQQ", "Brand");
        }
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT product_id, brand FROM products ORDER BY product_id"),
                Is.EqualTo(new[] { "A|right", "C|right" })
            );
            Assert.That(read.Rows("SELECT file FROM rejected_rows"), Is.EqualTo(new[] { $"{Products}/b.parquet" }));
            Assert.That(read.Rows("SELECT unnest(raw_values->>'$.*') FROM rejected_rows"), Has.Member("right").And.Member("x"));
        });
    }

    [Test]
    public void Bytes_that_nobody_has_called_text_are_text_in_a_column_that_is_read()
    {
        using SourceFolder data = new SourceFolder().Without(Products);
        Write(data, "a", ("product_id", "'P1'::BLOB"), ("price", "' 1.25'::BLOB"), ("status", "'active'::BLOB"));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT product_id, price, status FROM products"), Is.EqualTo(new[] { "P1|1.25|active" }));
            Assert.That(Figures.Of(read[Products]), Is.EqualTo("1 read, 1 used"));
        });
    }

    private static void Write(SourceFolder data, string part, params (string, string)[] given) =>
        ParquetFile.Write(data, $"{Products}/{part}.parquet", Part.Select(Products, given));
}
