using C360.Domain.Sources;
using C360.FunctionalTests.Pipeline.Reading;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>Everything that can be counted of a source, at once: bad rows, bad values, orphans and duplicates in parts of both forms.</summary>
internal sealed class EveryCountTests
{
    private const string Customers = "customer/customers";
    private const string Transactions = "sales/transactions";
    private const string Items = "sales/transaction_items";
    private const string Products = "products/products";

    [Test]
    public async Task Each_row_and_each_value_counts_once([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder()
            .Parts(
                Customers,
                "a" + form,
                new { customer_id = "C1" },
                new
                {
                    customer_id = "C2",
                    email = "",
                    registration_date = "2025-06-21",
                }, // both: missing_email
                new
                {
                    customer_id = "C3",
                    registration_date = "2025-06-21",
                    date_of_birth = "2025-06-21",
                },
                new
                {
                    customer_id = "",
                    date_of_birth = "x",
                    customer_segment = "new",
                } // rejected: nothing else counts
            )
            .Parts(
                Customers,
                "b.csv",
                new
                {
                    customer_id = "C4",
                    date_of_birth = "x",
                    customer_segment = "new",
                }, // a duplicate: its values count
                new
                {
                    customer_id = "C4",
                    registration_date = "never",
                    date_of_birth = "2025-06-20",
                }
            )
            .Parts(
                Transactions,
                "a" + form,
                new { transaction_id = "T1" },
                new
                {
                    transaction_id = "T2",
                    customer_id = "nobody",
                    subtotal = "x",
                    channel = "fax",
                }, // an orphan: its values count
                new { transaction_id = "T3", transaction_date = "2025-06-21" },
                new
                {
                    transaction_id = "T4",
                    total_amount = "",
                    status = "",
                    transaction_date = "x",
                } // the first bad column is the date
            )
            .Parts(
                Transactions,
                "b.parquet",
                new
                {
                    transaction_id = "T1",
                    customer_id = "C4",
                    tax_amount = "1,0",
                }
            )
            .Parts(
                Products,
                "a" + form,
                new { product_id = "P1" },
                new { product_id = "", cost = "x" },
                new
                {
                    product_id = "P2",
                    cost = "-1",
                    status = "x",
                }
            )
            .Parts(
                Items,
                "a" + form,
                new { item_id = "I1", product_id = "P1" },
                new { item_id = "I2", product_id = "P2" },
                new { item_id = "I3", product_id = "P3" }, // unknown
                new { item_id = "I4", product_id = "p1" }, // unknown
                new
                {
                    item_id = "I5",
                    product_id = "P9",
                    transaction_id = "T2",
                }, // rejected, so nobody asks for its product
                new
                {
                    item_id = "I6",
                    product_id = "",
                    quantity = "-1",
                } // the product is missing before the quantity is out of range
            )
            .Parts(
                Items,
                "b.csv",
                new
                {
                    item_id = "I1",
                    product_id = "P7",
                    unit_price = "-0.01",
                    discount_applied = "free",
                }
            );
        using Build build = await Build.RunAsync(data, "2025-06-20");

        Assert.Multiple(() =>
        {
            Assert.That(
                Line(build[Customers]),
                Is.EqualTo(
                    "6 read, 4 used, rejected duplicate_key 1, missing 1, nulled date_of_birth 2, registration_date 1, new customer_segment 1,"
                        + " noted after_as_of 1, missing_email 1"
                )
            );
            Assert.That(
                Line(build[Transactions]),
                Is.EqualTo(
                    "5 read, 2 used, rejected duplicate_key 1, orphan 1, unparsable 1, nulled subtotal 1, tax_amount 1, new channel 1, noted after_as_of 1"
                )
            );
            Assert.That(
                Line(build[Items]),
                // I1 of b stays; its product is unknown as well. Money of items may be negative.
                Is.EqualTo(
                    "7 read, 4 used, rejected duplicate_key 1, missing 1, orphan_of_rejected 1, nulled discount_applied 1, noted unknown_product 3"
                )
            );
            Assert.That(Line(build[Products]), Is.EqualTo("3 read, 2 used, rejected missing 1, nulled cost 1, new status 1"));
            Assert.That(build.Rows("SELECT customer_id FROM customer_analytics_c360"), Is.EqualTo(new[] { "C1", "C4" }));
            Assert.That(
                build.Rows("SELECT key, column_name, reason FROM rejected_rows WHERE source LIKE 'sales/%' ORDER BY key"),
                Is.EqualTo(
                    new[]
                    {
                        "I1|item_id|duplicate_key",
                        "I5|transaction_id|orphan_of_rejected",
                        "I6|product_id|missing",
                        "T1|transaction_id|duplicate_key",
                        "T2|customer_id|orphan",
                        "T4|transaction_date|unparsable",
                    }
                )
            );
        });
    }

    private static string Line(SourceReport report) =>
        $"{report.Read} read, {report.Used} used"
        + Figures.Each("rejected", report.Rejected)
        + Figures.Each("nulled", report.Nulled)
        + Figures.Each("new", report.NewValues)
        + Figures.Each("noted", report.Noted);
}
