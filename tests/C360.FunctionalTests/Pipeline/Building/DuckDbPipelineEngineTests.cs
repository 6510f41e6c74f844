using System.Diagnostics;
using C360.Domain.Refreshing;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

internal sealed class DuckDbPipelineEngineTests
{
    [Test]
    public async Task The_outcome_is_three_tables_and_the_same_as_Parquet()
    {
        using SourceFolder data = Small();
        using Build build = await Build.RunAsync(data);

        Assert.Multiple(() =>
        {
            Assert.That(
                Directory
                    .EnumerateFiles(build.Folder, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(build.Folder, file)),
                Is.EquivalentTo(
                    new[]
                    {
                        "c360.duckdb",
                        "parquet/customer_analytics_c360/part-0.parquet",
                        "parquet/category_sales/part-0.parquet",
                        "parquet/rejected_rows/part-0.parquet",
                    }
                )
            );
            Assert.That(
                build.Rows("SELECT table_name, table_type FROM information_schema.tables ORDER BY table_name"),
                Is.EqualTo(new[] { "category_sales|BASE TABLE", "customer_analytics_c360|BASE TABLE", "rejected_rows|BASE TABLE" })
            );
            foreach (string table in new[] { "customer_analytics_c360", "category_sales", "rejected_rows" })
            {
                Assert.That(
                    build.Rows($"SELECT * FROM read_parquet('{build.Folder}/parquet/{table}/part-0.parquet')"),
                    Is.EqualTo(build.Rows($"SELECT * FROM {table}"))
                );
            }
        });
    }

    [Test]
    public async Task Profiles_lie_in_the_order_of_customer_id()
    {
        using SourceFolder data = new SourceFolder().Customers(
            new { customer_id = "b" },
            new { customer_id = "B" },
            new { customer_id = "10" },
            new { customer_id = "9" }
        );
        using Build build = await Build.RunAsync(data);

        Assert.That(build.Rows("SELECT customer_id FROM customer_analytics_c360"), Is.EqualTo(new[] { "10", "9", "B", "b" }));
    }

    [Test]
    public async Task Rules_count_with_what_the_run_says()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).SupportTickets(new { }, new { });
        using Build build = await Build.RunAsync(data);

        // Two tickets at 12.50.
        Assert.That(
            build.Rows("SELECT support_cost, profile_created_at FROM customer_analytics_c360"),
            Is.EqualTo(new[] { "25.00|2025-06-20 14:30:00" })
        );
    }

    [Test]
    public async Task Without_a_customer_the_outcome_is_empty_and_reported()
    {
        using SourceFolder data = new SourceFolder().Customers(new { email = "" }, new { registration_date = "2025-06-21" });
        using Build build = await Build.RunAsync(data, "2025-06-20");

        Assert.That(build.Result.TotalCustomers, Is.Zero);
        Assert.That(build["customer/customers"].Noted.Values, Is.EqualTo(new[] { 1, 1 }));
    }

    [Test]
    public async Task Progress_names_each_stage_and_never_goes_back()
    {
        using SourceFolder data = Small();
        using Build build = await Build.RunAsync(data);

        Assert.Multiple(() =>
        {
            Assert.That(build.Progress.Select(told => told.Percent), Is.Ordered.And.All.InRange(0, 100));
            Assert.That(
                build.Progress.Select(told => told.Stage).Distinct(),
                Is.SupersetOf(
                    new[] { "reading customer/customers", "reading logistics/shipments", "model known_customers", "counting", "writing" }
                )
            );
        });
    }

    [TestCase("reading sales/transactions")]
    [TestCase("model sales")]
    [TestCase("writing")]
    public async Task Cancelling_stops_the_build_within_a_second(string stage)
    {
        using SourceFolder data = Small();
        using var cancel = new CancellationTokenSource();
        long cancelled = 0;

        await Assert.CatchAsync<OperationCanceledException>(() =>
            Build.RunAsync(
                data,
                onProgress: told =>
                {
                    if (told.Stage == stage)
                    {
                        cancelled = Stopwatch.GetTimestamp();
                        cancel.Cancel();
                    }
                },
                cancellationToken: cancel.Token
            )
        );

        Assert.That(cancelled, Is.Not.Zero);
        Assert.That(Stopwatch.GetElapsedTime(cancelled), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task A_missing_source_fails_before_anything_is_read()
    {
        using SourceFolder data = new SourceFolder().Without("products/products");

        RefreshFailedException? error = await Assert.ThrowsAsync<RefreshFailedException>(() => Build.RunAsync(data));

        Assert.That(error!.Message, Does.StartWith("The source products/products is missing"));
    }

    private static SourceFolder Small() =>
        new SourceFolder()
            .Customers(new { }, new { }, new { })
            .Transactions(new { }, new { customer_id = "C2" }, new { customer_id = "nobody" })
            .Products(new { })
            .TransactionItems(new { }, new { transaction_id = "T2" });
}
