using C360.Domain.Quality;
using C360.Domain.Sources;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

/// <summary>What a report shows beside its counts.</summary>
internal sealed class ExamplesTests
{
    [Test]
    public async Task Of_each_reason_the_first_five_rejected_rows_are_shown()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .LoyaltyProgram([
                .. Enumerable.Range(1, 7).Select(i => new { customer_id = $"X{i}", lifetime_value = "1.00" }),
                new { customer_id = "C1", lifetime_value = "much" },
            ]);
        using Build build = await Build.RunAsync(data);
        IReadOnlyList<RejectedSample> samples = build["customer/loyalty_program"].Samples;

        Assert.Multiple(() =>
        {
            // Line 1 is the header: the orphans begin on line 2, the row that cannot be read is the ninth.
            Assert.That(
                samples.Select(sample => $"{sample.Reason} {sample.Line} {sample.Key} {sample.Column}").Order(),
                Is.EqualTo(
                    new[]
                    {
                        "orphan 2 X1 customer_id",
                        "orphan 3 X2 customer_id",
                        "orphan 4 X3 customer_id",
                        "orphan 5 X4 customer_id",
                        "orphan 6 X5 customer_id",
                        "unparsable 9 C1 lifetime_value",
                    }
                )
            );
            Assert.That(samples.Select(sample => sample.File), Is.All.EqualTo("customer/loyalty_program.csv"));
            RejectedSample unread = samples.Single(sample => sample.Reason == RejectionReasons.Unparsable);
            Assert.That(unread.RawValues["lifetime_value"], Is.EqualTo("much"));
            Assert.That(unread.RawValues.Keys, Is.EquivalentTo(DeclaredSources.LoyaltyProgram.Columns.Select(column => column.Name)));
            Assert.That(build["customer/customers"].Samples, Is.Empty);
        });
    }

    [Test]
    public async Task Long_cells_of_samples_are_cut()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .SupportTickets(new { customer_id = new string('x', 201), category = new string('y', 200) });
        using Build build = await Build.RunAsync(data);
        RejectedSample sample = build["customer/support_tickets"].Samples.Single();

        Assert.Multiple(() =>
        {
            Assert.That(sample.RawValues["customer_id"], Is.EqualTo(new string('x', 200) + "… (201 characters)"));
            Assert.That(sample.RawValues["category"], Is.EqualTo(new string('y', 200)));
        });
    }

    [Test]
    public async Task New_values_are_shown_with_their_rows_the_most_frequent_first_and_at_most_twenty()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Products([
                new { product_id = "P0", status = "active" },
                .. Enumerable.Range(10, 21).Select(i => new { product_id = $"P{i}", status = $"s{i}" }),
                new { product_id = "P99", status = "s30" },
            ])
            .LoyaltyProgram(
                new { customer_id = "nobody", loyalty_tier = "Diamond" }, // an orphan: new values are counted before
                new { customer_id = "", loyalty_tier = "Ruby" } // a bad required value: not counted
            );
        using Build build = await Build.RunAsync(data);

        Assert.Multiple(() =>
        {
            // s10 to s30 are 21 values, s30 twice: it leads, and s29 is the one too many.
            Assert.That(
                build["products/products"].FrequentNewValues,
                Is.EqualTo([new NewValue("status", "s30", 2), .. Enumerable.Range(10, 19).Select(i => new NewValue("status", $"s{i}", 1))])
            );
            Assert.That(build["products/products"].NewValues["status"], Is.EqualTo(22));
            Assert.That(
                build["customer/loyalty_program"].FrequentNewValues,
                Is.EqualTo(new[] { new NewValue("loyalty_tier", "Diamond", 1) })
            );
        });
    }

    [Test]
    public async Task Events_and_files_of_each_source_are_dated()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(
                new { transaction_date = "2025-06-20 23:59:59" },
                new { transaction_date = "2024-02-29" },
                new { transaction_date = "2025-06-21" }, // after as_of
                new { transaction_date = "2020-01-01", customer_id = "nobody" } // not used
            )
            .AppUsage(new { session_date = "2025-06-21" });
        var written = new DateTime(2025, 6, 1, 12, 0, 0, DateTimeKind.Utc);
        data.Write("sales/transaction_items/a.csv", data.Csv("sales/transaction_items"))
            .Write("sales/transaction_items/b.csv", data.Csv("sales/transaction_items"))
            .Without("sales/transaction_items");
        File.SetLastWriteTimeUtc(Path.Combine(data.Path, "sales/transaction_items/a.csv"), written);
        File.SetLastWriteTimeUtc(Path.Combine(data.Path, "sales/transaction_items/b.csv"), written.AddDays(-1));
        using Build build = await Build.RunAsync(data, "2025-06-20", today: "2025-06-20");
        SourceReport transactions = build["sales/transactions"];
        SourceReport items = build["sales/transaction_items"];
        SourceReport sessions = build["customer/app_usage"];

        Assert.Multiple(() =>
        {
            Assert.That(
                (transactions.FirstEventOn, transactions.LastEventOn),
                Is.EqualTo(((DateOnly?)new DateOnly(2024, 2, 29), (DateOnly?)new DateOnly(2025, 6, 20)))
            );
            Assert.That((sessions.FirstEventOn, sessions.LastEventOn), Is.EqualTo(((DateOnly?)null, (DateOnly?)null)));
            Assert.That((items.FirstEventOn, items.Files, items.ModifiedAt), Is.EqualTo(((DateOnly?)null, 2, (DateTimeOffset?)written)));
            Assert.That(
                (build["logistics/shipments"].Files, build["logistics/shipments"].ModifiedAt),
                Is.EqualTo((0, (DateTimeOffset?)null))
            );
        });
    }
}
