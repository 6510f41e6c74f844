using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

/// <summary>Keys and parents where they meet: in parts of both forms, with bad rows, orphans and duplicates of the same key.</summary>
internal sealed class KeyTests
{
    private const string Customers = "customer/customers";
    private const string Transactions = "sales/transactions";
    private const string Items = "sales/transaction_items";

    [TestCase(".csv", ".csv", ".csv")]
    [TestCase(".parquet", ".parquet", ".parquet")]
    [TestCase(".csv", ".parquet", ".csv")]
    [TestCase(".parquet", ".csv", ".parquet")]
    public void Of_the_good_rows_with_a_key_the_last_stays(string first, string second, string third)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Parts(
                Transactions,
                "a" + first,
                new { transaction_id = "THRICE", subtotal = "1" },
                new { transaction_id = "LATER BAD", subtotal = "2" },
                new { transaction_id = "LATER ORPHAN", subtotal = "3" },
                new { transaction_id = "Case", subtotal = "4" },
                new { transaction_id = "Blank", subtotal = "5" }
            )
            .Parts(
                Transactions,
                "b" + second,
                new { transaction_id = "THRICE", subtotal = "6" },
                new
                {
                    transaction_id = "LATER BAD",
                    subtotal = "7",
                    status = "",
                },
                new
                {
                    transaction_id = "LATER ORPHAN",
                    subtotal = "8",
                    customer_id = "c1",
                },
                new { transaction_id = "CASE", subtotal = "9" },
                new { transaction_id = " Blank ", subtotal = "10" }
            )
            .Parts(
                Transactions,
                "c" + third,
                new { transaction_id = "THRICE", subtotal = "11" },
                new
                {
                    transaction_id = "LATER BAD",
                    subtotal = "12",
                    total_amount = "1.234",
                },
                new { transaction_id = "", subtotal = "13" },
                new { transaction_id = " ", subtotal = "14" }
            );
        using var read = new ReadSources(data);

        string line(string form, int number) => form == ".csv" ? $"{number}" : "∅";
        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rows("SELECT transaction_id, CAST(subtotal AS INTEGER) FROM transactions ORDER BY subtotal"),
                Is.EqualTo(new[] { "LATER BAD|2", "LATER ORPHAN|3", "Case|4", "CASE|9", "Blank|10", "THRICE|11" })
            );
            Assert.That(
                Figures.Of(read[Transactions]),
                Is.EqualTo("14 read, 6 used, rejected duplicate_key 3, missing 3, orphan 1, unparsable 1")
            );
            Assert.That(
                read.Rows(
                    """
                    SELECT file[20:], line, key, column_name, reason FROM rejected_rows
                    WHERE source = 'sales/transactions' ORDER BY CAST(raw_values->>'subtotal' AS INTEGER)
                    """
                ),
                Is.EqualTo(
                    new[]
                    {
                        $"a{first}|{line(first, 2)}|THRICE|transaction_id|duplicate_key",
                        $"a{first}|{line(first, 6)}|Blank|transaction_id|duplicate_key",
                        $"b{second}|{line(second, 2)}|THRICE|transaction_id|duplicate_key",
                        $"b{second}|{line(second, 3)}|LATER BAD|status|missing",
                        $"b{second}|{line(second, 4)}|LATER ORPHAN|customer_id|orphan",
                        $"c{third}|{line(third, 3)}|LATER BAD|total_amount|unparsable",
                        $"c{third}|{line(third, 4)}|∅|transaction_id|missing",
                        $"c{third}|{line(third, 5)}|∅|transaction_id|missing",
                    }
                )
            );
        });
    }

    [Test]
    public void A_child_says_what_became_of_its_parent([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Parts(
                Transactions,
                "a.parquet",
                new { transaction_id = "GOOD" },
                new { transaction_id = "BAD", transaction_date = "2024-02-30" },
                new { transaction_id = "ORPHAN", customer_id = "C2" },
                new { transaction_id = "TWICE", total_amount = "1" },
                new { transaction_id = "TWICE", total_amount = "2" },
                new { transaction_id = "" }
            );
        object[] children =
        [
            new { transaction_id = "GOOD" },
            new { transaction_id = "BAD" },
            new { transaction_id = "ORPHAN" },
            new { transaction_id = "TWICE" }, // its parent is there, once
            new { transaction_id = "NOBODY" },
            new { transaction_id = "" },
            new { transaction_id = " GOOD " },
            new { transaction_id = "good" },
        ];
        data.Parts(Items, "a" + form, children).Parts("logistics/shipments", "a" + form, children);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            foreach ((string source, string key) in new[] { (Items, "I"), ("logistics/shipments", "S") })
            {
                Assert.That(
                    Figures.Of(read[source]),
                    Is.EqualTo("8 read, 3 used, rejected missing 1, orphan 2, orphan_of_rejected 2"),
                    source
                );
                Assert.That(
                    read.Rows(
                        $"SELECT key, reason, column_name, raw_values->>'transaction_id' FROM rejected_rows WHERE source = '{source}' ORDER BY key"
                    ),
                    Is.EqualTo(
                        new[]
                        {
                            $"{key}2|orphan_of_rejected|transaction_id|BAD",
                            $"{key}3|orphan_of_rejected|transaction_id|ORPHAN",
                            $"{key}5|orphan|transaction_id|NOBODY",
                            $"{key}6|missing|transaction_id|",
                            $"{key}8|orphan|transaction_id|good",
                        }
                    ),
                    source
                );
            }
        });
    }

    [Test]
    public void Children_of_a_customer_on_a_broken_line_are_orphans_of_a_rejected_one()
    {
        using SourceFolder data = new SourceFolder()
            .Parts(Customers, "a.csv", new { customer_id = "C1" })
            .Write(Customers + "/b.csv", string.Join(',', SourceDefaults.All[Customers].Keys) + "\nC2,Ada\n")
            .Parts(Customers, "c.parquet", new { customer_id = "C3" });
        foreach (string source in new[] { "customer/loyalty_program", "customer/support_tickets", "customer/app_usage", Transactions })
        {
            data.Add(
                source,
                new { customer_id = "C1" },
                new { customer_id = "C2" },
                new { customer_id = "C3" },
                new { customer_id = "C4" }
            );
        }
        data.TransactionItems(new { transaction_id = "T2" }, new { transaction_id = "T3" }, new { transaction_id = "T4" });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(Figures.Of(read[Customers]), Is.EqualTo("3 read, 2 used, rejected unparsable 1"));
            foreach (string source in new[] { "customer/loyalty_program", "customer/support_tickets", "customer/app_usage", Transactions })
            {
                Assert.That(Figures.Of(read[source]), Is.EqualTo("4 read, 2 used, rejected orphan 1, orphan_of_rejected 1"), source);
            }
            // T2 and T4 are there, but orphans themselves.
            Assert.That(Figures.Of(read[Items]), Is.EqualTo("3 read, 1 used, rejected orphan_of_rejected 2"));
        });
    }

    [Test]
    public void Without_customers_everything_is_an_orphan([Values] bool parquet)
    {
        using SourceFolder data = new SourceFolder()
            .LoyaltyProgram(new { })
            .SupportTickets(new { })
            .AppUsage(new { })
            .Transactions(new { })
            .TransactionItems(new { })
            .Shipments(new { });
        if (parquet)
        {
            data.Without(Customers);
            ParquetFile.Write(data, Customers + ".parquet", Part.Select(Customers) + " WHERE false");
        }
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(Figures.Of(read[Customers]), Is.EqualTo("0 read, 0 used"));
            Assert.That(
                read.Rows("SELECT source, reason, count(*) FROM rejected_rows GROUP BY ALL ORDER BY source"),
                Is.EqualTo(
                    new[]
                    {
                        "customer/app_usage|orphan|1",
                        "customer/loyalty_program|orphan|1",
                        "customer/support_tickets|orphan|1",
                        "logistics/shipments|orphan_of_rejected|1",
                        "sales/transaction_items|orphan_of_rejected|1",
                        "sales/transactions|orphan|1",
                    }
                )
            );
        });
    }

    [Test]
    public void A_typed_key_is_the_same_as_its_text()
    {
        using SourceFolder data = new SourceFolder().Without(Customers);
        ParquetFile.Write(
            data,
            Customers + ".parquet",
            "SELECT * REPLACE (r AS customer_id) FROM (" + Part.Select(Customers) + "), range(1, 3) t(r)"
        );
        data.Transactions(new { customer_id = "1" }, new { customer_id = " 2" }, new { customer_id = "02" });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(new[] { "1", "2" }));
            Assert.That(read.Rejected(Transactions), Is.EqualTo(new[] { "T3|orphan|customer_id" }));
        });
    }
}
