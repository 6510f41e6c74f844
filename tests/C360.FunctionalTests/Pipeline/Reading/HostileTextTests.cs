using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Reading;

internal sealed class HostileTextTests
{
    private const string Customers = "customer/customers";
    private const string Transactions = "sales/transactions";

    private static readonly string[] Ids = [.. HostileText.All, HostileText.Long];

    [Test]
    public void Ids_and_names_are_only_texts([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder()
            .Parts(Customers, "a" + form, [.. Ids.Select(id => new { customer_id = id, first_name = id })])
            .Parts(Transactions, "a" + form, [.. Ids.Select(id => new { transaction_id = id, customer_id = id })]);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            Assert.That(read.Rows("SELECT customer_id FROM customers"), Is.EqualTo(Ids));
            Assert.That(read.Rows("SELECT first_name FROM customers"), Is.EqualTo(Ids));
            Assert.That(read.Rows("SELECT transaction_id FROM transactions"), Is.EqualTo(Ids));
            Assert.That(read.Rows("SELECT * FROM rejected_rows"), Is.Empty);
        });
    }

    [Test]
    public void They_are_told_apart_as_duplicates_and_as_orphans([Values(".csv", ".parquet")] string form)
    {
        // Each customer twice, each transaction of one who is there and of one who is not.
        using SourceFolder data = new SourceFolder()
            .Parts(Customers, "a" + form, [.. Ids.Select(id => new { customer_id = id, last_name = id })])
            .Parts(Customers, "b.csv", [.. Ids.Select(id => new { customer_id = id, last_name = "last" })])
            .Parts(
                Transactions,
                "a" + form,
                [
                    .. Ids.Select(id => new { transaction_id = "good" + id, customer_id = id }),
                    .. Ids.Select(id => new { transaction_id = "none" + id, customer_id = id + "!" }),
                ]
            );
        using var read = new ReadSources(data);
        int count = Ids.Length;

        Assert.Multiple(() =>
        {
            Assert.That(Figures.Of(read[Customers]), Is.EqualTo($"{2 * count} read, {count} used, rejected duplicate_key {count}"));
            Assert.That(read.Rows("SELECT DISTINCT last_name FROM customers"), Is.EqualTo(new[] { "last" }));
            Assert.That(Figures.Of(read[Transactions]), Is.EqualTo($"{2 * count} read, {count} used, rejected orphan {count}"));
            // Of the longest only the beginning is kept.
            Assert.That(
                read.Rows(
                    $"SELECT key FROM rejected_rows WHERE source = '{Customers}' AND (raw_values->>'last_name') = key AND length(key) < 1000"
                ),
                Is.EquivalentTo(HostileText.All)
            );
            Assert.That(
                read.Rows($"SELECT raw_values->>'customer_id' FROM rejected_rows WHERE source = '{Transactions}' AND length(key) < 1000"),
                Is.EquivalentTo(HostileText.All.Select(id => id + "!"))
            );
        });
    }

    [Test]
    public void A_rejected_parent_is_found_by_such_a_key([Values(".csv", ".parquet")] string form)
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Parts(Transactions, "a" + form, [.. Ids.Select(id => new { transaction_id = id, total_amount = id })])
            .Parts("sales/transaction_items", "a" + form, [.. Ids.Select(id => new { transaction_id = id })]);
        using var read = new ReadSources(data);

        Assert.Multiple(() =>
        {
            // Of all the ids 0 and -1 are money.
            Assert.That(Figures.Of(read[Transactions]), Is.EqualTo($"{Ids.Length} read, 2 used, rejected unparsable {Ids.Length - 2}"));
            Assert.That(
                Figures.Of(read["sales/transaction_items"]),
                Is.EqualTo($"{Ids.Length} read, 2 used, rejected orphan_of_rejected {Ids.Length - 2}")
            );
        });
    }
}
