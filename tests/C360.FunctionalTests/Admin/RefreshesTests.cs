using System.Net;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

internal sealed class RefreshesTests
{
    /// <summary>
    /// FaultyRows has 8 customers of which 3 are rejected, 7 transactions (3), 4 items (2) and 2 products (1). Stages: 8 sources, 15 models, counting,
    /// writing, warming, publishing: 27. The clock stands still, so models take no time.
    /// </summary>
    [Test]
    public async Task Lists_the_latest_first_with_what_each_read_and_ran()
    {
        using SourceFolder data = FaultyRows.Create();
        await using ApiHost host = await ApiHost.StartAsync(data, FaultyRows.OpenGate);
        await ForceAsync(host);
        JsonNode body = await host.GetAsync("/admin/refreshes");
        Assert.That(Comparable(body), Is.EqualTo(Examples.Read("refreshes").ToJsonString()));
        string latest = (string)(await host.GetAsync("/admin/refreshes?limit=1"))["data"]![0]!["refresh_id"]!;
        JsonNode one = await host.GetAsync($"/admin/refreshes/{latest}");
        Assert.That(Comparable(one), Is.EqualTo(Examples.Read("refresh").ToJsonString()));
    }

    [Test]
    public async Task A_limit_cuts_the_list_at_the_old_end()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        await using ApiHost host = await ApiHost.StartAsync(data);
        string second = await ForceAsync(host);
        string third = await ForceAsync(host);
        JsonNode body = await host.GetAsync("/admin/refreshes?limit=2");
        Assert.That(Ids(body), Is.EqualTo(new[] { third, second }));
        Assert.That((int?)body["count"], Is.EqualTo(2));
        Assert.That((await host.TryGetAsync("/admin/refreshes?limit=0")).Status, Is.EqualTo(422));
        Assert.That((await host.TryGetAsync("/admin/refreshes?limit=1001")).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task A_failed_one_says_why_in_plain_words_where_it_was_and_what_it_had_read()
    {
        using SourceFolder data = new SourceFolder().Customers(new { }).Transactions(new { });
        await using ApiHost host = await ApiHost.StartAsync(
            data,
            replace: DisturbedEngine.At(
                "model known_customers",
                () => throw new C360.Domain.Refreshing.RefreshFailedException("The model known_customers is on holiday")
            )
        );
        JsonNode failed = (await host.GetAsync("/admin/refreshes"))["data"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)failed["status"], Is.EqualTo("failed"));
            Assert.That((string?)failed["error"], Is.EqualTo("The model known_customers is on holiday"));
            Assert.That((string?)failed["stage"], Is.EqualTo("model known_customers"));
            Assert.That((int?)failed["stage_number"], Is.GreaterThan(8));
            Assert.That((int?)failed["stage_count"], Is.EqualTo(27));
            Assert.That((int?)failed["percent"], Is.InRange(38, 85)); // reading ends at 40 % of the build's 95 %, models at 90 %
            Assert.That(failed["sources"]!.AsArray(), Has.Count.EqualTo(8));
            Assert.That(failed["data_version"], Is.Null);
        });
    }

    [Test]
    public async Task They_are_known_after_a_restart_and_one_that_died_with_its_process_has_failed()
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        using SourceFolder data = new SourceFolder().Customers(new { });
        try
        {
            string[] before;
            await using (ApiHost host = await ApiHost.StartAsync(data, snapshotPath: snapshots))
            {
                await ForceAsync(host);
                before = Ids(await host.GetAsync("/admin/refreshes"));
            }
            // What a process that was killed leaves: a refresh that began, and no word of its end.
            string history = Path.Combine(snapshots, "refreshes.ndjson");
            JsonNode dead = JsonNode.Parse((await File.ReadAllLinesAsync(history))[^1])!;
            (dead["id"], dead["status"], dead["finished_at"], dead["data_version"]) = ("dead", "running", null, null);
            dead["owner"] = new JsonObject { ["host"] = "c360-0", ["process_id"] = 4711 };
            await File.AppendAllTextAsync(history, dead.ToJsonString() + "\n{\"id\":\"torn");

            await using ApiHost again = await ApiHost.StartAsync(data, snapshotPath: snapshots);
            JsonNode body = await again.GetAsync("/admin/refreshes");
            Assert.That(Ids(body), Is.EqualTo(before.Prepend("dead")));
            JsonNode ended = (await again.GetAsync("/admin/refreshes/dead"))["data"]!;
            Assert.That((string?)ended["status"], Is.EqualTo("failed"));
            Assert.That((string?)ended["error"], Is.EqualTo("The process that ran it (4711 on c360-0) ended before it had finished"));
            Assert.That((string?)(await again.GetAsync("/health"))["last_refresh"], Is.EqualTo("failed"));
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    [Test]
    public async Task Of_an_unknown_id_there_is_none()
    {
        using SourceFolder data = new SourceFolder().Customers(new { });
        await using ApiHost host = await ApiHost.StartAsync(data);
        (int status, JsonNode body) = await host.TryGetAsync("/admin/refreshes/none");
        Assert.That((status, (string?)body["error_details"]!["code"]), Is.EqualTo((404, "refresh_not_found")));
    }

    /// <summary>Starts one and waits for its end; its id.</summary>
    internal static async Task<string> ForceAsync(ApiHost host)
    {
        using HttpResponseMessage started = await host.Client.PostAsync("/admin/refresh-data?force_refresh=true", null);
        Assert.That(started.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        await host.RefreshedAsync();
        return started.Headers.Location!.OriginalString.Split('/')[^1];
    }

    /// <summary>A body with what differs from run to run made the same: ids, versions, the process, and the order of models of one layer.</summary>
    internal static string Comparable(JsonNode body)
    {
        JsonNode data = body["data"]!;
        foreach (JsonNode? refresh in data as JsonArray ?? (IEnumerable<JsonNode?>)[data])
        {
            refresh!["refresh_id"] = (string?)refresh["trigger"] == "start" ? "3b1d90c2e4f8" : "9f2c4e81d0a7";
            if (refresh["data_version"] is { } version)
                refresh["data_version"] = ((string)version!).Split('-')[0] + "-1f3a9c";
            Assert.That((string?)refresh["host"], Is.EqualTo(Environment.MachineName));
            Assert.That((int?)refresh["process_id"], Is.EqualTo(Environment.ProcessId));
            (refresh["host"], refresh["process_id"]) = ("c360-1", 1);
        }
        return body.ToJsonString();
    }

    private static string[] Ids(JsonNode body) => [.. body["data"]!.AsArray().Select(refresh => (string)refresh!["refresh_id"]!)];
}
