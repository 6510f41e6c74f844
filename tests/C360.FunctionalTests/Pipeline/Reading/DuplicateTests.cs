using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class DuplicateTests
{
    private const string Customers = "customer/customers";

    [Test]
    public void The_last_row_with_a_key_stays()
    {
        using SourceFolder data = new SourceFolder().Customers(
            new { customer_id = "C2", first_name = "first" },
            new { customer_id = "C1", first_name = "other" },
            new { customer_id = "C2", first_name = "second" },
            new { customer_id = " C2 ", first_name = "third" },
            new { customer_id = "c2", first_name = "another case" }
        );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT customer_id, first_name FROM customers ORDER BY customer_id"),
                Is.EqualTo(new[] { "C1|other", "C2|third", "c2|another case" })
            );
            Assert.That(
                read.Rows("SELECT line, key, reason, column_name, raw_values->>'first_name' FROM rejected_rows ORDER BY line"),
                Is.EqualTo(new[] { "2|C2|duplicate_key|customer_id|first", "4|C2|duplicate_key|customer_id|second" })
            );
            Assert.That(read[Customers].Read, Is.EqualTo(5));
            Assert.That(read[Customers].Rejected, Is.EqualTo(new Dictionary<string, long> { ["duplicate_key"] = 2 }));
        });
    }

    [Test]
    public void Part_files_are_read_in_ordinal_order_of_their_names()
    {
        using SourceFolder data = new SourceFolder().Without(Customers);
        // Ordinal: "B" before "a", "10" before "9".
        data.Write(Customers + "/part-10.csv", Part("C1", "ten")).Write(Customers + "/part-9.csv", Part("C1", "nine"));
        data.Write(Customers + "/a.csv", Part("C2", "small")).Write(Customers + "/B.csv", Part("C2", "big"));
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT customer_id, first_name FROM customers ORDER BY customer_id"),
                Is.EqualTo(new[] { "C1|nine", "C2|small" })
            );
            Assert.That(
                read.Rows("SELECT file, line FROM rejected_rows ORDER BY file"),
                Is.EqualTo(new[] { "customer/customers/B.csv|2", "customer/customers/part-10.csv|2" })
            );
        });
    }

    [Test]
    public void Only_rows_that_are_otherwise_good_are_duplicates()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(
                new { transaction_id = "T1", total_amount = "1.00" },
                new { transaction_id = "T1", total_amount = "bad" },
                new
                {
                    transaction_id = "T1",
                    total_amount = "3.00",
                    customer_id = "nobody",
                }
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT transaction_id, total_amount FROM transactions"), Is.EqualTo(new[] { "T1|1.00" }));
            Assert.That(read.Rejected("sales/transactions"), Is.EqualTo(new[] { "T1|unparsable|total_amount", "T1|orphan|customer_id" }));
        });
    }

    [Test]
    public void A_key_may_occur_many_times([Values(2, 5000)] int times)
    {
        object[] rows = [.. Enumerable.Range(1, times).Select(i => new { customer_id = "C1", first_name = $"{i}" })];
        using SourceFolder data = new SourceFolder().Customers(rows);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT first_name FROM customers"), Is.EqualTo(new[] { $"{times}" }));
            Assert.That(read[Customers].Rejected["duplicate_key"], Is.EqualTo(times - 1));
            Assert.That(
                read.Rows("SELECT max(line), count(DISTINCT line) FROM rejected_rows"),
                Is.EqualTo(new[] { $"{times}|{times - 1}" })
            );
        });
    }

    private static string Part(string key, string firstName)
    {
        using SourceFolder part = new SourceFolder().Customers(new { customer_id = key, first_name = firstName });
        return part.Csv(Customers);
    }
}
