using System.Net;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

internal sealed class IdempotencyKeyTests
{
    private const string Nightly = "nightly-2026-06-20";
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { });

    [TearDown]
    public void RemoveData() => _data.Dispose();

    [Test]
    public async Task The_same_key_gives_the_same_refresh_while_it_runs_and_when_it_has_ended()
    {
        var hold = new TaskCompletionSource();
        bool armed = false;
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: InterruptedEngine.With(_ => armed ? hold.Task : Task.CompletedTask)
        );
        armed = true;
        (HttpStatusCode status, JsonNode first) = await PostAsync(host, Nightly, force: true);
        Assert.That((status, (bool?)first["refresh_initiated"]), Is.EqualTo((HttpStatusCode.Accepted, true)));

        (status, JsonNode again) = await PostAsync(host, Nightly, force: true);
        Assert.That((status, (string?)again["refresh_id"]), Is.EqualTo((HttpStatusCode.Accepted, (string?)first["refresh_id"])));
        Assert.That((bool?)again["refresh_initiated"], Is.True, "it is the answer to the same request");

        hold.SetResult();
        await host.RefreshedAsync();
        (status, again) = await PostAsync(host, Nightly, force: true);
        Assert.That((status, (string?)again["refresh_id"]), Is.EqualTo((HttpStatusCode.OK, (string?)first["refresh_id"])));
        Assert.That((string?)again["status"], Is.EqualTo("succeeded"));
        Assert.That((int?)(await host.GetAsync("/admin/refreshes"))["count"], Is.EqualTo(2), "the first snapshot's, and this one");
    }

    [Test]
    public async Task With_another_force_refresh_it_is_refused()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        await PostAsync(host, Nightly, force: true);
        await host.RefreshedAsync();
        using HttpResponseMessage response = await SendAsync(host, Nightly, force: false);
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.That((int)response.StatusCode, Is.EqualTo(409));
        Assert.That((string?)body["error_type"], Is.EqualTo("Conflict"));
        Assert.That((string?)body["error_details"]!["code"], Is.EqualTo("idempotency_key_reused"));
    }

    /// <summary>Its request was answered with the refresh that was running: that one it names from then on.</summary>
    [Test]
    public async Task A_key_that_found_a_refresh_running_names_it()
    {
        var hold = new TaskCompletionSource();
        bool armed = false;
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: InterruptedEngine.With(_ => armed ? hold.Task : Task.CompletedTask)
        );
        armed = true;
        (_, JsonNode first) = await PostAsync(host, Nightly, force: true);
        (_, JsonNode joined) = await PostAsync(host, "another", force: false);
        hold.SetResult();
        await host.RefreshedAsync();
        (_, JsonNode again) = await PostAsync(host, "another", force: false);

        string? id = (string?)first["refresh_id"];
        Assert.That(((string?)joined["refresh_id"], (bool?)joined["refresh_initiated"]), Is.EqualTo((id, false)));
        Assert.That(((string?)again["refresh_id"], (bool?)again["refresh_initiated"]), Is.EqualTo((id, false)));
    }

    /// <summary>A day and not longer; and not only as long as the process that gave the answer lives.</summary>
    [Test]
    public async Task It_is_known_after_a_restart_and_forgotten_after_a_day()
    {
        string snapshots = Directory.CreateTempSubdirectory("c360-snapshots-").FullName;
        try
        {
            string? id;
            await using (ApiHost host = await ApiHost.StartAsync(_data, snapshotPath: snapshots))
            {
                (_, JsonNode first) = await PostAsync(host, Nightly, force: true);
                id = (string?)first["refresh_id"];
                await host.RefreshedAsync();
            }
            await using ApiHost again = await ApiHost.StartAsync(_data, snapshotPath: snapshots);
            again.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
            Assert.That((string?)(await PostAsync(again, Nightly, force: true)).Data["refresh_id"], Is.EqualTo(id));
            again.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.That((string?)(await PostAsync(again, Nightly, force: true)).Data["refresh_id"], Is.Not.EqualTo(id));
            await again.RefreshedAsync();
        }
        finally
        {
            await TempFolder.RemoveAsync(snapshots);
        }
    }

    [Test]
    public async Task When_nothing_was_to_do_nothing_is_kept()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        (HttpStatusCode status, JsonNode first) = await PostAsync(host, Nightly, force: false);
        Assert.That((status, (string?)first["status"]), Is.EqualTo((HttpStatusCode.OK, "up_to_date")));
        _data.Customers(new { customer_id = "C2" });
        (status, JsonNode second) = await PostAsync(host, Nightly, force: false);
        Assert.That((status, (bool?)second["refresh_initiated"]), Is.EqualTo((HttpStatusCode.Accepted, true)));
        await host.RefreshedAsync();
    }

    [Test]
    public async Task Two_at_once_with_one_key_start_one()
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        (HttpStatusCode, JsonNode Data)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => PostAsync(host, Nightly, force: true))
        );
        await host.RefreshedAsync();
        Assert.That(answers.Select(answer => (string?)answer.Data["refresh_id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That((int?)(await host.GetAsync("/admin/refreshes"))["count"], Is.EqualTo(2));
    }

    /// <summary>A refresh is joined by a few; a hundred names are enough, and each is kept or refused.</summary>
    [Test]
    public async Task Of_more_than_a_hundred_keys_for_one_refresh_none_is_lost_in_silence()
    {
        var hold = new TaskCompletionSource();
        bool armed = false;
        await using ApiHost host = await ApiHost.StartAsync(
            _data,
            replace: InterruptedEngine.With(_ => armed ? hold.Task : Task.CompletedTask)
        );
        armed = true;
        for (int key = 1; key <= 100; key++)
            Assert.That((await PostAsync(host, $"key-{key}", force: true)).Status, Is.EqualTo(HttpStatusCode.Accepted));
        using (HttpResponseMessage refused = await SendAsync(host, "key-101", force: true))
            Assert.That((int)refused.StatusCode, Is.EqualTo(409));
        hold.SetResult();
        await host.RefreshedAsync();
        Assert.That((string?)(await PostAsync(host, "key-100", force: true)).Data["status"], Is.EqualTo("succeeded"));
    }

    [TestCase("with blank")]
    [TestCase("del\u007f")]
    [TestCase("LONG")]
    public async Task One_that_is_no_key_is_refused_by_name(string key)
    {
        await using ApiHost host = await ApiHost.StartAsync(_data);
        using HttpResponseMessage response = await SendAsync(host, key == "LONG" ? new string('k', 256) : key, force: true);
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.That((int)response.StatusCode, Is.EqualTo(422));
        Assert.That(body["error_details"]!["errors"]!["Idempotency-Key"], Is.Not.Null);
        Assert.That((int?)(await host.GetAsync("/admin/refreshes"))["count"], Is.EqualTo(1));
    }

    private static async Task<(HttpStatusCode Status, JsonNode Data)> PostAsync(ApiHost host, string key, bool force)
    {
        using HttpResponseMessage response = await SendAsync(host, key, force);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!);
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiHost host, string key, bool force)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/refresh-data?force_refresh={(force ? "true" : "false")}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await host.Client.SendAsync(request);
    }
}
