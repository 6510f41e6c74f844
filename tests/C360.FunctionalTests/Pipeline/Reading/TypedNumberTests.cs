using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Numbers in typed columns of Parquet, beside good parts.</summary>
internal sealed class TypedNumberTests
{
    private const string Transactions = "sales/transactions";
    private const string Items = "sales/transaction_items";

    // Ties as written round away from zero, though their doubles lie a little to one side: 1.005 is 1.00499….
    [TestCase("1.005::DOUBLE", "1.01")]
    [TestCase("-1.005::DOUBLE", "-1.01")]
    [TestCase("0.125::DOUBLE", "0.13")]
    [TestCase("1.004999::DOUBLE", "1.00")]
    [TestCase("123456789.005::DOUBLE", "123456789.01")]
    [TestCase("0.1::DOUBLE + 0.2::DOUBLE", "0.30")]
    [TestCase("9999999999.99::DOUBLE", "9999999999.99")]
    [TestCase("-9999999999.99::DOUBLE", "-9999999999.99")]
    [TestCase("9999999999.994::DOUBLE", "9999999999.99")]
    [TestCase("9999999999.995::DOUBLE", null)] // would be of eleven digits
    [TestCase("1e10::DOUBLE", null)]
    [TestCase("1e17::DOUBLE", null)]
    [TestCase("1e308::DOUBLE", null)]
    [TestCase("'NaN'::DOUBLE", null)]
    [TestCase("'Infinity'::DOUBLE", null)]
    [TestCase("'-Infinity'::DOUBLE", null)]
    [TestCase("'-0.0'::DOUBLE", "0.00")]
    [TestCase("1e-300::DOUBLE", "0.00")]
    [TestCase("1.1::FLOAT", "1.10")]
    [TestCase("0.125::FLOAT", "0.13")]
    [TestCase("'NaN'::FLOAT", null)]
    [TestCase("1e20::FLOAT", null)]
    [TestCase("1.005::DECIMAL(18, 3)", "1.01")]
    [TestCase("-1.005::DECIMAL(18, 3)", "-1.01")]
    [TestCase("1.00499999::DECIMAL(38, 10)", "1.00")]
    [TestCase("1.5::DECIMAL(4, 1)", "1.50")]
    [TestCase("9999999999.995::DECIMAL(18, 3)", null)]
    [TestCase("12345678901::DECIMAL(38, 0)", null)]
    [TestCase("7::TINYINT", "7.00")]
    [TestCase("7::UBIGINT", "7.00")]
    [TestCase("9999999999::BIGINT", "9999999999.00")]
    [TestCase("10000000000::BIGINT", null)]
    [TestCase("-10000000000::BIGINT", null)]
    [TestCase("true", null)]
    [TestCase("DATE '2025-01-01'", null)]
    public void Money(string sql, string? value)
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Parts(Transactions, "b.csv", new { transaction_id = "T2" });
        ParquetFile.Write(data, Transactions + "/a.parquet", Part.Select(Transactions, ("total_amount", sql), ("subtotal", sql)));
        ParquetFile.Write(data, Transactions + "/c.parquet", Part.Select(Transactions, ("transaction_id", "'T3'"), ("subtotal", sql)));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT transaction_id, total_amount, subtotal FROM transactions ORDER BY transaction_id"),
                Is.EqualTo(
                    (string[])[.. value is null ? (string[])[] : [$"T1|{value}|{value}"], "T2|10.00|10.00", $"T3|10.00|{value ?? "∅"}"]
                )
            );
            // In a row that is rejected for total_amount nothing else is counted.
            Assert.That(
                Figures.Of(read[Transactions]),
                Is.EqualTo(value is null ? "3 read, 2 used, rejected unparsable 1, nulled subtotal 1" : "3 read, 3 used")
            );
            Assert.That(
                read.Rows("SELECT file, line, key, column_name, reason FROM rejected_rows"),
                Is.EqualTo(value is null ? (string[])[$"{Transactions}/a.parquet|∅|T1|total_amount|unparsable"] : [])
            );
        });
    }

    [TestCase("2147483647::BIGINT", "2147483647")]
    [TestCase("2147483648::BIGINT", "unparsable")]
    [TestCase("4294967295::UINTEGER", "unparsable")]
    [TestCase("-1::SMALLINT", "out_of_range")]
    [TestCase("-3000000000::BIGINT", "unparsable")]
    [TestCase("3.0::DOUBLE", "3")]
    [TestCase("2.7::DOUBLE", "unparsable")]
    [TestCase("'NaN'::DOUBLE", "unparsable")]
    [TestCase("'Infinity'::DOUBLE", "unparsable")]
    [TestCase("3e9::DOUBLE", "unparsable")]
    [TestCase("'-0.0'::DOUBLE", "0")]
    [TestCase("2.00::DECIMAL(9, 2)", "2")]
    [TestCase("2.01::DECIMAL(9, 2)", "unparsable")]
    [TestCase("1::TINYINT", "1")]
    [TestCase("true", "unparsable")]
    [TestCase("NULL", "missing")]
    public void Whole_numbers(string sql, string outcome)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { })
            .Parts(Items, "b.csv", new { item_id = "I2", quantity = "9" });
        ParquetFile.Write(data, Items + "/a.parquet", Part.Select(Items, ("quantity", sql)));
        using var read = new ReadSources(data);
        bool good = char.IsDigit(outcome[0]);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT quantity FROM transaction_items ORDER BY item_id"),
                Is.EqualTo((string[])[.. good ? (string[])[outcome] : [], "9"])
            );
            Assert.That(read.Rejected(Items), Is.EqualTo(good ? (string[])[] : [$"I1|{outcome}|quantity"]));
            Assert.That(Figures.Of(read[Items]), Is.EqualTo(good ? "2 read, 2 used" : $"2 read, 1 used, rejected {outcome} 1"));
        });
    }
}
