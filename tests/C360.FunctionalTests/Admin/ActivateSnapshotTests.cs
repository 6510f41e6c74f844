using System.Net;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Admin;

internal sealed class ActivateSnapshotTests
{
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private string _first = null!;
    private string _second = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _data = FaultyRows.Create();
        _host = await ApiHost.StartAsync(_data, FaultyRows.OpenGate);
        _first = await SnapshotsTests.CurrentAsync(_host);
        _second = await SnapshotsTests.AnotherAsync(_host, TimeSpan.FromMinutes(1));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public async Task An_older_one_is_put_back_and_answers()
    {
        (HttpStatusCode status, JsonNode body) = await ActivateAsync(_first);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(SnapshotsTests.Comparable(body), Is.EqualTo(Examples.Read("activate_snapshot").ToJsonString()));

        JsonNode answer = await _host.GetAsync("/marketing/customer-health-overview");
        Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(_first));
        Assert.That((await File.ReadAllTextAsync(Path.Combine(_host.SnapshotPath, "current"))).Trim(), Is.EqualTo(_first));
        JsonArray all = (await _host.GetAsync("/admin/snapshots"))["data"]!.AsArray();
        Assert.That(
            all.Select(snapshot => $"{snapshot!["version"]} {snapshot["current"]}"),
            Is.EqualTo(new[] { $"{_second} false", $"{_first} true" })
        );
    }

    [Test]
    public async Task The_current_one_stays_current()
    {
        (HttpStatusCode status, JsonNode body) = await ActivateAsync(_second);
        Assert.That((status, (string?)body["data"]!["version"]), Is.EqualTo((HttpStatusCode.OK, _second)));
        Assert.That((bool?)body["data"]!["current"], Is.True);
    }

    [Test]
    public async Task The_next_refresh_publishes_a_newer_one()
    {
        await ActivateAsync(_first);
        string third = await SnapshotsTests.AnotherAsync(_host, TimeSpan.FromMinutes(1));
        Assert.That(third, Is.Not.EqualTo(_first).And.Not.EqualTo(_second));
    }

    [TestCase("20200101T000000Z-000000")]
    [TestCase("current")]
    [TestCase("..%2F..%2Fetc")]
    [TestCase("%2Fetc%2Fpasswd")]
    [TestCase("{version}")]
    public async Task What_is_not_there_or_no_version_is_not_found(string version)
    {
        (HttpStatusCode status, JsonNode body) = await ActivateAsync(version);
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)body["error_message"], Is.EqualTo("Snapshot not found"));
        Assert.That((string?)body["error_details"]!["code"], Is.EqualTo("snapshot_not_found"));
        Assert.That(await SnapshotsTests.CurrentAsync(_host), Is.EqualTo(_second));
    }

    [TestCase("manifest.json")]
    [TestCase("c360.duckdb")]
    public async Task A_damaged_one_is_refused_and_the_current_one_keeps_serving(string file)
    {
        await File.WriteAllTextAsync(Path.Combine(_host.SnapshotPath, _first, file), "{");
        (HttpStatusCode status, JsonNode body) = await ActivateAsync(_first);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)body["error_type"], Is.EqualTo("Conflict"));
        Assert.That(
            (string?)body["error_message"],
            Is.EqualTo($"Snapshot {_first} is damaged and cannot be activated; the current one keeps serving")
        );
        JsonNode answer = await _host.GetAsync("/marketing/customer-health-overview");
        Assert.That((string?)answer["meta"]!["data_version"], Is.EqualTo(_second));
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> ActivateAsync(string version)
    {
        using HttpResponseMessage response = await _host.Client.PostAsync($"/admin/snapshots/{version}/activate", null);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
