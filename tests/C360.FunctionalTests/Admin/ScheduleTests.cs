using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

/// <summary>The clock stands at 2026-06-20 14:30 UTC, a Saturday; Berlin is two hours ahead.</summary>
internal sealed class ScheduleTests
{
    private static readonly Dictionary<string, string> Nightly = new()
    {
        ["REFRESH_CRON"] = "30 2 * * *",
        ["REFRESH_TIMEZONE"] = "Europe/Berlin",
    };

    [Test]
    public async Task It_shows_when_it_is_due_next()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Nightly);
        await Examples.AssertAsync(host, "/admin/schedule", "schedule");
    }

    [Test]
    public async Task Without_an_expression_there_is_none()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            new Dictionary<string, string> { ["REFRESH_TIMEZONE"] = "Europe/Berlin" }
        );
        Assert.That(
            (await host.GetAsync("/admin/schedule"))["data"]!.ToJsonString(),
            Is.EqualTo(
                """{"enabled":false,"cron":null,"time_zone":null,"next_run_at":null,"next_runs":[],"last_run_at":null,"last_run_outcome":null,"last_refresh_id":null}"""
            )
        );
    }

    [Test]
    public async Task When_it_is_due_what_changed_is_built_and_what_did_not_is_not()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data, Nightly);
        data.Customers(new { customer_id = "C2" });
        host.Time.Advance(TimeSpan.FromHours(10)); // 00:30 UTC
        JsonNode started = await RunAfterAsync(host, null);
        await host.RefreshedAsync();
        JsonNode refresh = (await host.GetAsync($"/admin/refreshes/{started["last_refresh_id"]}"))["data"]!;
        host.Time.Advance(TimeSpan.FromDays(1));
        JsonNode idle = await RunAfterAsync(host, "2026-06-21T00:30:00Z");

        Assert.Multiple(async () =>
        {
            Assert.That((string?)started["last_run_at"], Is.EqualTo("2026-06-21T00:30:00Z"));
            Assert.That((string?)started["last_run_outcome"], Is.EqualTo("started"));
            Assert.That((string?)started["next_run_at"], Is.EqualTo("2026-06-22T00:30:00Z"));
            Assert.That(((string?)refresh["trigger"], (string?)refresh["status"]), Is.EqualTo(("schedule", "succeeded")));
            Assert.That((int)(await host.GetAsync("/health"))["total_customers"]!, Is.EqualTo(2));
            Assert.That((string?)idle["last_run_at"], Is.EqualTo("2026-06-22T00:30:00Z"));
            Assert.That(((string?)idle["last_run_outcome"], (string?)idle["last_refresh_id"]), Is.EqualTo(("up_to_date", (string?)null)));
        });
    }

    [TestCase(
        "REFRESH_CRON",
        "nightly",
        "five fields, minute hour day month weekday, such as 30 2 * * * or 0 6-18/2 * * MON-FRI, and of a day that comes some day"
    )]
    [TestCase("REFRESH_TIMEZONE", "Mars/Olympus", "the IANA name of a time zone that this machine knows, such as UTC or Europe/Berlin")]
    public async Task A_bad_setting_stops_the_start_with_one_line(string name, string value, string allowed) =>
        Assert.That(
            await RealService.RunAsync(Path.GetTempPath(), [], (name, value)),
            Is.EqualTo((2, "", $"{name}={value}: must be {allowed}{Environment.NewLine}"))
        );

    /// <summary>The comparison reads files, so that what came of a moment is known a little later.</summary>
    private static async Task<JsonNode> RunAfterAsync(ApiHost host, string? before)
    {
        for (int left = 500; ; left--)
        {
            JsonNode schedule = (await host.GetAsync("/admin/schedule"))["data"]!;
            if ((string?)schedule["last_run_at"] != before || left == 0)
                return schedule;
            await Task.Delay(20);
        }
    }
}
