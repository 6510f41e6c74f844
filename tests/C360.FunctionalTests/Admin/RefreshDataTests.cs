using System.Net;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.Pipeline;

namespace C360.FunctionalTests.Admin;

internal sealed class RefreshDataTests
{
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    [Test]
    public async Task Nothing_is_done_when_nothing_changed()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        (HttpResponseMessage response, JsonNode body) = await RefreshAsync(host);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Examples.Comparable(body), Is.EqualTo(Examples.Comparable(Examples.Read("refresh_data"))));
        Assert.That(response.Headers.Location, Is.Null);
    }

    [Test]
    public async Task Force_builds_anyway_and_the_refresh_can_be_followed()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        string before = await VersionAsync(host);
        (HttpResponseMessage response, JsonNode body) = await RefreshAsync(host, "?force_refresh=true");
        string id = (string)body["data"]!["refresh_id"]!;
        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(id, Does.Match("^[0-9a-f]{12}$"));
            Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/admin/refreshes/{id}"));
        });
        JsonNode started = JsonNode.Parse(body.ToJsonString().Replace(id, "9f2c4e81d0a7", StringComparison.Ordinal))!;
        Assert.That(Examples.Comparable(started), Is.EqualTo(Examples.Comparable(Examples.Read("refresh_data.202"))));

        await host.RefreshedAsync();
        JsonNode refresh = await host.GetAsync(response.Headers.Location!.ToString());
        string version = (string)refresh["data"]!["data_version"]!;
        Assert.That(version, Is.Not.EqualTo(before).And.EqualTo(await VersionAsync(host)));
    }

    [Test]
    public async Task While_one_runs_another_is_not_started()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        await using ApiHost host = await ApiHost.StartAsync(_data, replace: InterruptedEngine.With(_ => gate.Task));
        gate = new TaskCompletionSource();
        (_, JsonNode first) = await RefreshAsync(host, "?force_refresh=true");
        (HttpResponseMessage response, JsonNode second) = await RefreshAsync(host, "?force_refresh=true");
        (_, JsonNode third) = await RefreshAsync(host);
        gate.SetResult();
        await host.RefreshedAsync();

        string? id = (string?)first["data"]!["refresh_id"];
        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/admin/refreshes/{id}"));
            foreach (JsonNode joined in (JsonNode[])[second, third])
            {
                Assert.That((string?)joined["message"], Is.EqualTo("Data refresh already running"));
                Assert.That((bool?)joined["data"]!["refresh_initiated"], Is.False);
                Assert.That((string?)joined["data"]!["refresh_id"], Is.EqualTo(id));
                Assert.That((string?)joined["data"]!["status"], Is.EqualTo("running").Or.EqualTo("queued"));
            }
        });
    }

    [Test]
    public async Task Percent_never_goes_back()
    {
        var reached = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        bool first = true;
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: InterruptedEngine.With(async progress =>
            {
                if (first)
                {
                    first = false;
                    return;
                }
                progress.Report(new PipelineProgress("reading", 50.9));
                progress.Report(new PipelineProgress("model sales", 20));
                reached.SetResult();
                await gate.Task;
            })
        );
        (HttpResponseMessage response, _) = await RefreshAsync(host, "?force_refresh=true");
        await reached.Task;
        JsonNode running = (await host.GetAsync(response.Headers.Location!.ToString()))["data"]!;
        gate.SetResult();
        await host.RefreshedAsync();
        Assert.Multiple(() =>
        {
            Assert.That((string?)running["status"], Is.EqualTo("running"));
            Assert.That((string?)running["stage"], Is.EqualTo("model sales"));
            Assert.That((int?)running["percent"], Is.EqualTo(48)); // 50.9 of the build's 95 %: 48.355, never rounded up to what is not reached
            Assert.That(running["finished_at"], Is.Null);
            Assert.That(running["data_version"], Is.Null);
        });
    }

    [Test]
    public async Task A_changed_source_is_a_change()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        _data.Customers(new { customer_id = "C2" });
        await AssertBuildsAsync(host);
        Assert.That((int?)(await host.GetAsync("/health"))["total_customers"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_changed_model_is_a_change()
    {
        using var models = new ModelsCopy();
        await using ApiHost host = await ApiHost.StartAsync(_data, new Dictionary<string, string> { ["PIPELINE_PATH"] = models.Path });
        await AssertUpToDateAsync(host);
        models.Append("views/category_sales.sql", "\n-- as agreed with Finance\n");
        await AssertBuildsAsync(host);
    }

    [Test]
    public async Task The_next_day_is_a_change_when_recency_is_counted_from_today()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data, new Dictionary<string, string> { ["C360_AS_OF"] = "today" });
        host.Time.Advance(TimeSpan.FromHours(9)); // 23:30 of the same day
        await AssertUpToDateAsync(host);
        host.Time.Advance(TimeSpan.FromMinutes(30)); // midnight
        await AssertBuildsAsync(host);
        Assert.That((string?)(await host.GetAsync("/health"))["as_of"], Is.EqualTo("2026-06-21"));
    }

    [Test]
    public async Task A_future_event_that_comes_to_pass_is_a_change_when_recency_is_counted_from_the_latest()
    {
        _data.Transactions(new { transaction_date = "2026-06-01" }, new { transaction_date = "2026-06-22" });
        await using ApiHost host = await ApiHost.StartAsync(_data, new Dictionary<string, string> { ["C360_AS_OF"] = "latest" });
        Assert.That((string?)(await host.GetAsync("/health"))["as_of"], Is.EqualTo("2026-06-01"));
        host.Time.Advance(TimeSpan.FromDays(1)); // the 21st: nothing new is past
        await AssertUpToDateAsync(host);
        host.Time.Advance(TimeSpan.FromDays(1));
        await AssertBuildsAsync(host);
        Assert.That((string?)(await host.GetAsync("/health"))["as_of"], Is.EqualTo("2026-06-22"));
    }

    /// <summary>
    /// Built with 2026-06-20 on the 20th, the newest event of the 1st: latest means another date, today and the same date do not.
    /// The start compares the dates by itself.
    /// </summary>
    [TestCase("latest", "2026-06-01")]
    [TestCase("today", "2026-06-20")]
    [TestCase("2026-06-19", "2026-06-19")]
    public async Task A_start_with_another_way_to_find_as_of_answers_from_that_date(string setting, string asOf)
    {
        _data.Transactions(new { transaction_date = "2026-06-01" });
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        try
        {
            await using (ApiHost _ = await ApiHost.StartAsync(_data, snapshotPath: snapshots)) { }
            var settings = new Dictionary<string, string> { ["C360_AS_OF"] = setting };
            await using ApiHost host = await ApiHost.StartAsync(_data, settings, snapshotPath: snapshots);
            Assert.That((string?)(await host.GetAsync("/health"))["as_of"], Is.EqualTo(asOf));
            await AssertUpToDateAsync(host);
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    [TestCase("12.50", false)]
    [TestCase("13.00", true)]
    public async Task Another_support_cost_is_a_change(string cost, bool builds)
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        try
        {
            await using (ApiHost _ = await ApiHost.StartAsync(_data, snapshotPath: snapshots)) { }
            var settings = new Dictionary<string, string> { ["SUPPORT_COST_PER_TICKET"] = cost };
            await using ApiHost host = await ApiHost.StartAsync(_data, settings, snapshotPath: snapshots);
            await (builds ? AssertBuildsAsync(host) : AssertUpToDateAsync(host));
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    [Test]
    public async Task A_start_with_another_date_or_folder_builds_and_one_with_the_same_does_not()
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        using SourceFolder other = new SourceFolder().Customers(new { customer_id = "X1" }, new { customer_id = "X2" });
        try
        {
            foreach (
                (SourceFolder data, string asOf, int customers, int refreshes) in ((SourceFolder, string, int, int)[])
                    [(_data, "2026-06-20", 1, 1), (_data, "2026-06-20", 1, 1), (_data, "2026-05-01", 1, 2), (other, "2026-05-01", 2, 3)]
            )
            {
                var settings = new Dictionary<string, string> { ["C360_AS_OF"] = asOf };
                await using ApiHost host = await ApiHost.StartAsync(data, settings, snapshotPath: snapshots);
                JsonNode health = await host.GetAsync("/health");
                Assert.That((string?)health["as_of"], Is.EqualTo(asOf));
                Assert.That((int?)health["total_customers"], Is.EqualTo(customers));
                Assert.That((int?)(await host.GetAsync("/admin/refreshes"))["count"], Is.EqualTo(refreshes), "of all starts so far");
            }
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    [Test]
    public async Task A_failed_refresh_says_why_in_plain_words_and_the_old_data_keeps_serving()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        string before = await VersionAsync(host);
        _data.Write("customer/customers.csv", "customer_id,first_name\nC1,Ada\n");
        (HttpResponseMessage response, _) = await RefreshAsync(host);
        await host.RefreshedAsync();

        JsonNode refresh = (await host.GetAsync(response.Headers.Location!.ToString()))["data"]!;
        JsonNode health = await host.GetAsync("/health");
        (int status, JsonNode answer) = await host.TryGetAsync("/analytics/customer-profiles/C1");
        Assert.Multiple(() =>
        {
            Assert.That((string?)refresh["status"], Is.EqualTo("failed"));
            Assert.That((string?)refresh["error"], Does.Contain("customer/customers").And.Contain("column").And.Not.Contain(_data.Path));
            Assert.That(refresh["data_version"], Is.Null);
            Assert.That((DateTimeOffset?)refresh["finished_at"], Is.EqualTo(ApiHost.Now));
            Assert.That((int?)refresh["percent"], Is.LessThan(100));
            Assert.That((string?)health["status"], Is.EqualTo("degraded"));
            Assert.That((string?)health["last_refresh"], Is.EqualTo("failed"));
            Assert.That(status, Is.EqualTo(200));
            Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(before));
        });
    }

    [Test]
    public async Task An_unexpected_failure_is_told_without_its_inside()
    {
        bool first = true;
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: InterruptedEngine.With(_ =>
                first ? Task.FromResult(first = false) : throw new InvalidOperationException("/srv/secret SELECT")
            )
        );
        (HttpResponseMessage response, JsonNode body) = await RefreshAsync(host, "?force_refresh=true");
        await host.RefreshedAsync();
        Assert.That(
            (string?)(await host.GetAsync(response.Headers.Location!.ToString()))["data"]!["error"],
            Is.EqualTo($"Unexpected error; the service's log tells more under {body["data"]!["refresh_id"]}")
        );
    }

    private static async Task AssertBuildsAsync(ApiHost host)
    {
        string before = await VersionAsync(host);
        (HttpResponseMessage response, JsonNode body) = await RefreshAsync(host);
        await host.RefreshedAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), body.ToJsonString());
        Assert.That(await VersionAsync(host), Is.Not.EqualTo(before));
    }

    private static async Task AssertUpToDateAsync(ApiHost host)
    {
        (HttpResponseMessage response, JsonNode body) = await RefreshAsync(host);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), body.ToJsonString());
    }

    private static async Task<string> VersionAsync(ApiHost host) => (string)(await host.GetAsync("/health"))["data_version"]!;

    private static async Task<(HttpResponseMessage Response, JsonNode Body)> RefreshAsync(ApiHost host, string query = "")
    {
        HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data" + query, null);
        return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
