using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

/// <summary>What a refresh must not lose: each condition stops one, says so, and the last good snapshot keeps serving.</summary>
internal sealed class GateTests
{
    // Twenty transactions of 10.00 each: one bad row is 5 %, the default limit; two are 10 %.
    private static SourceFolder Twenty() =>
        new SourceFolder()
            .Customers(new { customer_id = "C1" }, new { customer_id = "C2" })
            .Transactions([.. Enumerable.Repeat(new { customer_id = "C1", total_amount = 10.00m }, 20)]);

    [Test]
    public async Task As_many_rejected_rows_as_allowed_are_published_and_one_more_is_not()
    {
        using SourceFolder data = Twenty();
        await using ApiHost host = await ApiHost.StartAsync(data);
        data.Transactions(new { total_amount = "ten" }); // 1 of 21: 4.76 %
        Assert.That((string?)(await RefreshAsync(host))["status"], Is.EqualTo("succeeded"));
        string? served = await VersionAsync(host);

        data.Transactions(new { customer_id = "nobody" }); // 2 of 22: 9.0909 %
        JsonNode refresh = await RefreshAsync(host);

        Assert.Multiple(() =>
        {
            Assert.That((string?)refresh["status"], Is.EqualTo("failed"));
            Assert.That(
                (string?)refresh["error"],
                Is.EqualTo(
                    "The gate stopped the refresh. sales/transactions: 2 of 22 rows were rejected (orphan 1, unparsable 1), 9.0909 %; MAX_REJECTED_PERCENT=5."
                )
            );
        });
        await AssertStillServesAsync(host, served);
    }

    [Test]
    public async Task Purchases_of_a_rejected_customer_do_not_shut_the_gate_but_the_customer_may()
    {
        // Of 20 customers one is bad: 5 %. Their 20 transactions of 40 are orphans of a rejected one.
        using SourceFolder data = new SourceFolder()
            .Customers([.. Enumerable.Range(1, 19).Select(i => new { customer_id = $"C{i}" })])
            .Customers(new { customer_id = "C20", registration_date = "2024-01-01" })
            .Transactions([.. Enumerable.Range(1, 40).Select(i => new { customer_id = i <= 20 ? "C1" : "C20" })]);
        data.Write("customer/customers.csv", data.Csv("customer/customers").TrimEnd() + ",one cell too many\n");
        await using ApiHost host = await ApiHost.StartAsync(data);

        JsonNode health = await host.GetAsync("/health");
        JsonNode profile = (await host.GetAsync("/analytics/customer-profiles/C1"))["data"]!;
        Assert.That((int?)health["total_customers"], Is.EqualTo(19));
        Assert.That((int?)profile["total_transactions"], Is.EqualTo(20));
    }

    [Test]
    public async Task Rows_that_a_missing_quote_swallowed_shut_the_gate()
    {
        using SourceFolder data = Twenty();
        await using ApiHost host = await ApiHost.StartAsync(data);
        string? served = await VersionAsync(host);
        // The second of twenty rows opens a quote that the last one closes: between them lie 17 rows, and the last line is none by itself.
        string[] lines = data.Csv("sales/transactions").TrimEnd().Split('\n');
        lines[2] = lines[2].Replace(",", ",\"", StringComparison.Ordinal);
        lines[2] = lines[2][..(lines[2].IndexOf('"', StringComparison.Ordinal) + 1)] + lines[2].Split('"')[1];
        lines[20] = "T20,\"C1\"";
        data.Write("sales/transactions.csv", string.Join('\n', lines) + "\n");

        // 1 of 2 rows, and the 17: 18 of 19.
        Assert.That(
            (string?)(await RefreshAsync(host))["error"],
            Does.Contain("sales/transactions: 1 of 2 rows were rejected (unparsable 1), and 17 lines within quotes look like rows")
                .And.Contain("94.7368 %; MAX_REJECTED_PERCENT=5.")
        );
        await AssertStillServesAsync(host, served);
    }

    [Test]
    public async Task A_source_that_shrank_too_much_is_not_published()
    {
        using SourceFolder data = Twenty();
        await using ApiHost host = await ApiHost.StartAsync(data);
        string? served = await VersionAsync(host);
        Keep(data, rows: 9); // 11 of 20 lost: 55 %
        JsonNode refresh = await RefreshAsync(host);

        Assert.That(
            (string?)refresh["error"],
            Is.EqualTo(
                "The gate stopped the refresh. sales/transactions: 9 rows, 55 % fewer than the 20 of the last snapshot; MAX_ROW_DROP_PERCENT=50."
            )
        );
        await AssertStillServesAsync(host, served);

        Keep(data, rows: 10); // half is allowed
        Assert.That((string?)(await RefreshAsync(host))["status"], Is.EqualTo("succeeded"));
        Keep(data, rows: 5); // and half of that again: the last snapshot counts, not the first
        Assert.That((string?)(await RefreshAsync(host))["status"], Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task An_optional_source_that_is_gone_has_shrunk_too()
    {
        using SourceFolder data = Twenty().Shipments(new { });
        await using ApiHost host = await ApiHost.StartAsync(data);
        data.Without("logistics/shipments");
        Assert.That(
            (string?)(await RefreshAsync(host))["error"],
            Does.Contain("logistics/shipments: 0 rows, 100 % fewer than the 1 of the last snapshot; MAX_ROW_DROP_PERCENT=50.")
        );
    }

    [Test]
    public async Task Another_folder_is_compared_with_its_own_last_snapshot()
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        using SourceFolder large = Twenty();
        using SourceFolder small = new SourceFolder().Customers(new { });
        try
        {
            await using (ApiHost _ = await ApiHost.StartAsync(large, snapshotPath: snapshots)) { }
            await using (ApiHost host = await ApiHost.StartAsync(small, snapshotPath: snapshots))
                Assert.That((string?)(await host.GetAsync("/health"))["last_refresh"], Is.EqualTo("succeeded"));
            // Back again, where the last snapshot is not the one that serves.
            Keep(large, rows: 9);
            await using (ApiHost host = await ApiHost.StartAsync(large, snapshotPath: snapshots))
                Assert.That((string?)(await host.GetAsync("/health"))["last_refresh"], Is.EqualTo("failed"));
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    [Test]
    public async Task Without_a_customer_nothing_is_published()
    {
        using SourceFolder data = new SourceFolder().Customers(new { email = "" }, new { registration_date = "2026-06-21" });
        await using ApiHost host = await ApiHost.StartAsync(data);
        JsonNode refresh = await RefreshAsync(host);

        Assert.That(
            (string?)refresh["error"],
            Is.EqualTo(
                "The gate stopped the refresh. customer/customers: there is no customer left: of 2 rows none has an e-mail address, was registered by as_of and was not rejected; there must be one."
            )
        );
        Assert.That((await host.TryGetAsync("/marketing/customer-health-overview")).Status, Is.EqualTo(503));
    }

    [Test]
    public async Task Control_totals_that_differ_are_not_published()
    {
        using SourceFolder data = Twenty().Transactions(new { customer_id = "C2", total_amount = 0.01m });
        using var models = new ModelsCopy();
        await using ApiHost host = await ApiHost.StartAsync(data, new Dictionary<string, string> { ["PIPELINE_PATH"] = models.Path });
        string? served = await VersionAsync(host);
        models.Append("intermediates/sales.sql", "\nAND t.total_amount > 0.01\n"); // a rule that loses a cent
        JsonNode refresh = await RefreshAsync(host);

        // Twenty times ten are in the profiles, the cent is nowhere.
        Assert.That(
            (string?)refresh["error"],
            Is.EqualTo(
                "The gate stopped the refresh. sales/transactions: completed transactions add up to 200.01, but profiles 200.00, customers left out 0.00, rejected rows 0.00 and those after as_of 0.00 differ from that by 0.01; they must agree to the cent."
            )
        );
        await AssertStillServesAsync(host, served);
    }

    [Test]
    public async Task Force_does_not_open_the_gate_and_a_hundred_per_cent_does()
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        using SourceFolder data = Twenty();
        try
        {
            await using (ApiHost host = await ApiHost.StartAsync(data, snapshotPath: snapshots))
            {
                data.Write("sales/transactions.csv", data.Csv("sales/transactions").Split('\n')[0] + "\nT1\n");
                JsonNode refresh = await RefreshAsync(host, "?force_refresh=true");
                // The one row left is broken, and 19 of 20 are gone.
                Assert.That((string?)refresh["error"], Does.Contain("100 %; MAX_REJECTED_PERCENT=5.").And.Contain("95 % fewer"));
            }
            var open = new Dictionary<string, string> { ["MAX_REJECTED_PERCENT"] = "100", ["MAX_ROW_DROP_PERCENT"] = "100" };
            await using (ApiHost host = await ApiHost.StartAsync(data, open, snapshotPath: snapshots))
                Assert.That((string?)(await RefreshAsync(host))["status"], Is.EqualTo("succeeded"));
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    private static void Keep(SourceFolder data, int rows)
    {
        string[] lines = data.Csv("sales/transactions").Split('\n');
        data.Write("sales/transactions.csv", string.Join('\n', lines.Take(rows + 1)) + "\n");
    }

    private static async Task AssertStillServesAsync(ApiHost host, string? version)
    {
        Assert.That(await VersionAsync(host), Is.EqualTo(version));
        (int status, JsonNode answer) = await host.TryGetAsync("/analytics/customer-profiles/C1");
        Assert.That((status, (decimal?)answer["data"]!["total_spent"]), Is.EqualTo((200, 200.00m)));
    }

    private static async Task<string?> VersionAsync(ApiHost host) => (string?)(await host.GetAsync("/health"))["data_version"];

    private static async Task<JsonNode> RefreshAsync(ApiHost host, string query = "")
    {
        using HttpResponseMessage response = await host.Client.PostAsync("/admin/refresh-data" + query, null);
        await host.RefreshedAsync();
        return (await host.GetAsync(response.Headers.Location!.ToString()))["data"]!;
    }
}
