using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class OrphanTests
{
    [Test]
    public void A_row_without_its_parent_is_an_orphan()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .LoyaltyProgram(new { customer_id = "c1" })
            .SupportTickets(new { customer_id = "C9" })
            .AppUsage(new { customer_id = "C9" }, new { customer_id = "C1" })
            .Transactions(new { customer_id = "C9" }, new { customer_id = "C1" })
            .TransactionItems(new { transaction_id = "T9" }, new { transaction_id = "T2", product_id = "P9" })
            .Shipments(new { transaction_id = "T9" });
        using var read = new ReadSources(data);

        Assert.That(
            read.Rows("SELECT source, key, reason, column_name FROM rejected_rows ORDER BY source, key"),
            Is.EqualTo(
                new[]
                {
                    "customer/app_usage|U1|orphan|customer_id",
                    "customer/loyalty_program|c1|orphan|customer_id",
                    "customer/support_tickets|K1|orphan|customer_id",
                    "logistics/shipments|S1|orphan|transaction_id",
                    "sales/transaction_items|I1|orphan|transaction_id",
                    "sales/transactions|T1|orphan|customer_id",
                }
            )
        );
    }

    [Test]
    public void A_row_whose_parent_was_rejected_says_so()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(new { transaction_id = "T1", total_amount = "" }, new { transaction_id = "T2", customer_id = "C9" })
            .TransactionItems(
                new { item_id = "I1", transaction_id = "T1" }, // its parent has a bad value
                new { item_id = "I2", transaction_id = "T2" }, // its parent is an orphan itself
                new { item_id = "I3", transaction_id = "T3" } // it has no parent at all
            );
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                read.Rejected("sales/transaction_items"),
                Is.EqualTo(
                    new[] { "I1|orphan_of_rejected|transaction_id", "I2|orphan_of_rejected|transaction_id", "I3|orphan|transaction_id" }
                )
            );
            Assert.That(
                read["sales/transaction_items"].Rejected,
                Is.EqualTo(new Dictionary<string, long> { ["orphan"] = 1, ["orphan_of_rejected"] = 2 })
            );
        });
    }

    [Test]
    public void A_parent_on_a_broken_line_is_there_but_rejected()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        data.Write("sales/transactions.csv", data.Csv("sales/transactions") + "T1,C1,2025-01-01\n")
            .TransactionItems(new { transaction_id = "T1" });
        using var read = new ReadSources(data);

        Assert.That(read.Rejected("sales/transaction_items"), Is.EqualTo(new[] { "I1|orphan_of_rejected|transaction_id" }));
    }

    // The key is found wherever it stands, quoted or behind a quoted cell with commas and line ends.
    [TestCase("T1,C1,\"2025-01-01\"\n")]
    [TestCase("\"T1\",C1,2025-01-01\n")]
    [TestCase("\"T1\",C1,\"a\nb\",x\n")]
    [TestCase("T1,C1,\"say \"\"T2\"\", or\nT3\",d,e,f,g,h,i,j,k,l,m,n,o\n")]
    public void The_key_of_a_broken_line_with_quotes_is_known(string broken)
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        data.Write("sales/transactions.csv", data.Csv("sales/transactions") + broken)
            .TransactionItems(new { transaction_id = "T1" }, new { transaction_id = "T2" });
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rejected("sales/transactions"), Is.EqualTo(new[] { "T1|unparsable|∅" }));
            Assert.That(
                read.Rejected("sales/transaction_items"),
                Is.EqualTo(new[] { "I1|orphan_of_rejected|transaction_id", "I2|orphan|transaction_id" })
            );
        });
    }

    [Test]
    public void A_bad_value_is_the_reason_before_the_missing_parent()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { customer_id = "C9", total_amount = "x" });
        using var read = new ReadSources(data);

        Assert.That(read.Rejected("sales/transactions"), Is.EqualTo(new[] { "T1|unparsable|total_amount" }));
    }

    [Test]
    public void A_duplicate_parent_is_a_parent()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C1" })
            .Transactions(new { customer_id = "C1" });
        using var read = new ReadSources(data);

        Assert.That(read["sales/transactions"].Used, Is.EqualTo(1));
    }
}
