using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Pipeline.Building;

internal sealed class AsOfTests
{
    [Test]
    public async Task Today_is_the_day_of_the_build()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        using Build build = await Build.RunAsync(data, "today", today: "2025-03-04");

        Assert.That(build.Result.AsOf, Is.EqualTo(new DateOnly(2025, 3, 4)));
    }

    [Test]
    public async Task A_date_is_itself()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        using Build build = await Build.RunAsync(data, "2024-02-29");

        Assert.That(build.Result.AsOf, Is.EqualTo(new DateOnly(2024, 2, 29)));
    }

    [TestCase("2025-06-01", "2025-05-31", "2025-05-30", ExpectedResult = "2025-06-01")]
    [TestCase("2025-05-30", "2025-06-01", "2025-05-31", ExpectedResult = "2025-06-01")]
    [TestCase("2025-05-30", "2025-05-31", "2025-06-01", ExpectedResult = "2025-06-01")]
    [TestCase("2025-06-20 23:59:59", "2025-06-21 00:00", "2025-06-22", ExpectedResult = "2025-06-20")]
    public async Task<string> Latest_is_the_newest_transaction_ticket_or_session_until_today(
        string transaction,
        string ticket,
        string session
    )
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { transaction_date = transaction })
            .SupportTickets(new { created_date = ticket })
            .AppUsage(new { session_date = session });
        using Build build = await Build.RunAsync(data, "latest", today: "2025-06-20");

        return $"{build.Result.AsOf:yyyy-MM-dd}";
    }

    [Test]
    public async Task Latest_looks_at_accepted_rows_only()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(
                new { transaction_date = "2025-06-01" },
                new { transaction_date = "2025-06-10", total_amount = "bad" },
                new { transaction_date = "2025-06-11", customer_id = "nobody" }
            );
        using Build build = await Build.RunAsync(data, "latest");

        Assert.That(build.Result.AsOf, Is.EqualTo(new DateOnly(2025, 6, 1)));
    }

    [Test]
    public async Task Latest_without_an_event_is_today()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { transaction_date = "2025-06-21" });
        using Build build = await Build.RunAsync(data, "latest", today: "2025-06-20");

        Assert.That(build.Result.AsOf, Is.EqualTo(new DateOnly(2025, 6, 20)));
    }

    [Test]
    public async Task The_next_event_is_the_first_after_today()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { })
            .Transactions(new { transaction_date = "2025-06-20" }, new { transaction_date = "2025-06-25" })
            .AppUsage(new { session_date = "2025-06-23" });
        using Build build = await Build.RunAsync(data, "2025-01-01", today: "2025-06-20");

        Assert.That(build.Result.NextEventOn, Is.EqualTo(new DateOnly(2025, 6, 23)));
    }

    [Test]
    public async Task Without_a_later_event_there_is_no_next_one()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { transaction_date = "2025-06-20" });
        using Build build = await Build.RunAsync(data, "2025-01-01", today: "2025-06-20");

        Assert.That(build.Result.NextEventOn, Is.Null);
    }
}
