using C360.Domain.Snapshots;
using C360.Domain.Sources;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

internal sealed class ReportTests
{
    [Test]
    public async Task Sources_are_reported_in_the_order_of_declaration()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        using Build build = await Build.RunAsync(data);

        Assert.That(build.Result.Sources.Select(report => report.Source), Is.EqualTo(DeclaredSources.All.Select(source => source.Name)));
    }

    [Test]
    public async Task Customers_left_out_are_counted_once()
    {
        using SourceFolder data = new SourceFolder().Customers(
            new { },
            new { email = " " },
            new { email = "", registration_date = "2025-06-21" }, // both: counts as missing_email
            new { registration_date = "2025-06-21 00:00:00" },
            new { registration_date = "2025-06-20 23:59:59" },
            new { registration_date = "" }
        );
        using Build build = await Build.RunAsync(data, "2025-06-20");

        Assert.Multiple(() =>
        {
            Assert.That(
                build["customer/customers"].Noted,
                Is.EqualTo(new Dictionary<string, long> { ["missing_email"] = 2, ["after_as_of"] = 1 })
            );
            Assert.That(build["customer/customers"].Used, Is.EqualTo(6));
            Assert.That(build.Result.TotalCustomers, Is.EqualTo(3));
        });
    }

    [Test]
    public async Task Events_after_as_of_are_counted_and_those_of_the_day_are_not()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { transaction_date = "2025-06-20 23:59:59" }, new { transaction_date = "2025-06-21" })
            .SupportTickets(new { created_date = "2025-06-21 00:00:01" }, new { created_date = "2025-07-01" })
            .AppUsage(new { session_date = "2025-06-20" });
        using Build build = await Build.RunAsync(data, "2025-06-20", today: "2026-01-01");

        Assert.Multiple(() =>
        {
            Assert.That(build["sales/transactions"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 1 }));
            Assert.That(build["customer/support_tickets"].Noted, Is.EqualTo(new Dictionary<string, long> { ["after_as_of"] = 2 }));
            Assert.That(build["customer/app_usage"].Noted, Is.Empty);
        });
    }

    [Test]
    public async Task A_birth_date_after_as_of_becomes_null_and_is_counted()
    {
        using SourceFolder data = new SourceFolder().Customers(
            new { date_of_birth = "2025-06-21" },
            new { date_of_birth = "2025-06-20" },
            new { date_of_birth = "no date" },
            new { customer_id = "C1", date_of_birth = "2030-01-01" },
            new { customer_id = "", date_of_birth = "2030-01-01" }
        );
        using Build build = await Build.RunAsync(data, "2025-06-20");

        Assert.Multiple(() =>
        {
            // The first and the fourth are after as_of (duplicates count here too), the third has no shape; a row without its key does not count.
            Assert.That(build["customer/customers"].Nulled, Is.EqualTo(new Dictionary<string, long> { ["date_of_birth"] = 3 }));
            Assert.That(
                build.Rows("SELECT customer_id, age_years, generation_segment FROM customer_analytics_c360 ORDER BY customer_id"),
                Is.EqualTo(new[] { "C1|∅|Unknown", "C2|0.0|Gen Z", "C3|∅|Unknown" })
            );
        });
    }

    [Test]
    public async Task Items_of_unknown_or_rejected_products_are_counted()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { })
            .Products(new { product_id = "P1" }, new { product_id = "P2", category = "" })
            .TransactionItems(new { product_id = "P1" }, new { product_id = "P2" }, new { product_id = "P3" }, new { product_id = "p1" });
        using Build build = await Build.RunAsync(data);

        Assert.That(build["sales/transaction_items"].Noted, Is.EqualTo(new Dictionary<string, long> { ["unknown_product"] = 2 }));
    }

    [Test]
    public async Task Currencies_of_accepted_transactions_are_reported_in_order()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(
                new { currency = "USD" },
                new { currency = "EUR" },
                new { currency = "" },
                new { currency = "USD" },
                new { currency = "GBP", customer_id = "nobody" }
            );
        using Build build = await Build.RunAsync(data);

        Assert.That(build["sales/transactions"].Currencies, Is.EqualTo(new[] { "EUR", "USD" }));
    }

    [Test]
    public async Task Whatever_was_read_is_used_or_rejected()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C1" }, new { customer_id = "" })
            .Transactions(new { }, new { transaction_id = "T1" }, new { customer_id = "nobody" }, new { total_amount = "x" })
            .TransactionItems(new { transaction_id = "T4" }, new { quantity = -1 }, new { });
        using Build build = await Build.RunAsync(data);

        Assert.Multiple(() =>
        {
            foreach (SourceReport report in build.Result.Sources)
            {
                Assert.That(report.Used + report.Rejected.Values.Sum(), Is.EqualTo(report.Read), report.Source);
                Assert.That(
                    build.Rows($"SELECT count(*) FROM rejected_rows WHERE source = '{report.Source}'"),
                    Is.EqualTo(new[] { $"{report.Rejected.Values.Sum()}" }),
                    report.Source
                );
            }
            Assert.That(build["sales/transactions"].Read, Is.EqualTo(4));
            Assert.That(build["sales/transactions"].Used, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Control_totals_account_for_every_completed_amount()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(
                new { customer_id = "C1" },
                new { customer_id = "C2", email = "" },
                new { customer_id = "C3", registration_date = "2025-06-21" }
            )
            .Transactions(
                new { total_amount = 100.01m },
                new { total_amount = 1000.00m, status = "refunded" }, // counts nowhere
                new { customer_id = "C2", total_amount = 20.02m }, // left out
                new { customer_id = "C3", total_amount = 3.03m }, // left out
                new
                {
                    customer_id = "C2",
                    total_amount = 0.40m,
                    transaction_date = "2025-06-21",
                }, // left out and after as_of: after as_of
                new { total_amount = 0.05m, transaction_date = "2025-06-21" }, // after as_of
                new
                {
                    customer_id = "nobody",
                    total_amount = 7.00m,
                    transaction_date = "2025-06-21",
                }, // rejected and after as_of: rejected
                new { transaction_date = "never", total_amount = 8.00m }, // rejected
                new { transaction_id = "T1", total_amount = 0.50m } // the T1 above is rejected as its duplicate
            );
        using Build build = await Build.RunAsync(data, "2025-06-20");

        // Profiles: the last T1, 0.50. Left out: 20.02 + 3.03. Rejected: 7 + 8 + 100.01 (the first T1). After as_of: 0.40 + 0.05.
        Assert.That(
            build.Result.ControlTotals,
            Is.EqualTo(new ControlTotals(Read: 139.01m, Profiles: 0.50m, LeftOut: 23.05m, Rejected: 115.01m, AfterAsOf: 0.45m))
        );
    }
}
