using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

// FaultyRows, source by source (as_of 2026-06-20):
//                    read  rejected                                                    of the read  of them the gate counts  used
// customers          8     #1 missing, #2 duplicate_key, #3 unparsable                 37.5 %       3 of 8 = 37.5 %          C1 to C5
// transactions       7     #4 unparsable, #5 orphan, #6 orphan_of_rejected             42.8571 %    2 of 7 = 28.5714 %       T1, T5, T6, T7
// transaction_items  4     #7 out_of_range, #8 orphan_of_rejected                      50 %         1 of 4 = 25 %            I1, I4
// products           2     #9 missing                                                  50 %         1 of 2 = 50 %            P1
// Used events until as_of: T7 on 31 January, T1 on 1 June, T6 on 10 June, ten days before. Without C2 (no e-mail) and C3 (of tomorrow) three customers.
// Amounts that can be read: T1 100.00 and T7 50.50 are in profiles, T6 7.00 is left out, T3 20.02 and T4 3.03 are rejected, T5 0.40 is after as_of:
// 150.50 + 7.00 + 23.05 + 0.40 = 180.95.
internal sealed class DataQualityTests
{
    private const string Route = "/admin/data-quality";

    [Test]
    public async Task Reports_every_fault_with_samples_and_counts()
    {
        using SourceFolder data = FaultyRows.Create();
        await using ApiHost host = await ApiHost.StartAsync(data, FaultyRows.OpenGate);
        await Examples.AssertAsync(host, Route, "data_quality");
    }

    [Test]
    public async Task Rows_are_compared_with_the_last_snapshot()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions(new { }, new { }, new { }, new { }, new { }, new { })
            .AppUsage(new { }, new { });
        await using ApiHost host = await ApiHost.StartAsync(data);
        data.Transactions(new { }).Shipments(new { });
        data.Write("customer/app_usage.csv", string.Join('\n', data.Csv("customer/app_usage").Split('\n').Take(2)) + "\n");
        (await host.Client.PostAsync("/admin/refresh-data", null)).Dispose();
        await host.RefreshedAsync();

        JsonNode report = await host.GetAsync(Route);
        Assert.Multiple(() =>
        {
            // 7 after 6: 1 / 6. 1 after 2: −1 / 2. Of shipments there was no row before, of tickets none before and now.
            Assert.That(Change(report, "sales/transactions"), Is.EqualTo("6 16.6667"));
            Assert.That(Change(report, "customer/app_usage"), Is.EqualTo("2 -50"));
            Assert.That(Change(report, "customer/customers"), Is.EqualTo("1 0"));
            Assert.That(Change(report, "logistics/shipments"), Is.EqualTo("0 -"));
            Assert.That(Change(report, "customer/support_tickets"), Is.EqualTo("0 -"));
            Assert.That(
                report["data"]!["gate"]!["checks"]!.AsArray().Count(check => (string?)check!["condition"] == "row_drop"),
                Is.EqualTo(8)
            );
        });
    }

    [Test]
    public async Task Of_each_reason_the_first_five_rows_are_shown()
    {
        using SourceFolder data = new SourceFolder()
            .Customers(new { customer_id = "C1" })
            .Transactions([.. Enumerable.Repeat(new { customer_id = "nobody" }, 7)]);
        await using ApiHost host = await ApiHost.StartAsync(data, FaultyRows.OpenGate);

        JsonNode orphans = Source(await host.GetAsync(Route), "sales/transactions")["rejected"]![0]!;
        Assert.That((int?)orphans["rows"], Is.EqualTo(7));
        Assert.That(
            orphans["samples"]!.AsArray().Select(sample => $"{sample!["line"]} {sample["key"]}"),
            Is.EqualTo((string[])["2 T1", "3 T2", "4 T3", "5 T4", "6 T5"])
        );
    }

    [Test]
    public async Task Without_a_snapshot_there_is_nothing_to_report()
    {
        using var data = new SourceFolder(); // no customer: the gate is shut
        await using ApiHost host = await ApiHost.StartAsync(data);
        using HttpResponseMessage response = await host.Client.GetAsync(Route);
        await ErrorAnswer.AssertAsync(response, 503, "DataNotReady", "data_not_ready");
        Assert.That(response.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task An_old_snapshot_is_called_stale()
    {
        using SourceFolder data = new SourceFolder().Customers(new { customer_id = "C1" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        Assert.That((bool?)(await host.GetAsync(Route))["meta"]!["stale"], Is.False);
        host.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.That((bool?)(await host.GetAsync(Route))["meta"]!["stale"], Is.True);
    }

    private static JsonNode Source(JsonNode report, string source) =>
        report["data"]!["sources"]!.AsArray().Single(found => (string?)found!["source"] == source)!;

    private static string Change(JsonNode report, string source) =>
        $"{Source(report, source)["rows_before"]} {Source(report, source)["change_percent"]?.ToString() ?? "-"}";
}
