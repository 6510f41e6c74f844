using C360.Domain.Access;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Http;

/// <summary>Keys come and go while the service runs.</summary>
internal sealed class KeyChangesTests
{
    private const string Path = "/finance/revenue-analysis";
    private KeyFileOfTests _keys = null!;
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeFile()
    {
        _keys = new KeyFileOfTests();
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
    }

    [TearDown]
    public void RemoveFile()
    {
        _data.Dispose();
        _keys.Dispose();
    }

    [Test]
    public async Task A_key_is_good_a_second_after_it_was_added_and_bad_a_second_after_it_was_revoked()
    {
        _keys.Add("first", Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_data, _keys.Settings);
        string key = _keys.Add("second", Scope.Read);
        Assert.That(await StatusAsync(host, key), Is.EqualTo(401));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await StatusAsync(host, key), Is.EqualTo(200));
        _keys.Revoke("second");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await StatusAsync(host, key), Is.EqualTo(401));
    }

    /// <summary>From 14:30 on 2026-06-20 to midnight it is nine hours and a half.</summary>
    [Test]
    public async Task A_key_is_good_to_the_end_of_its_last_day()
    {
        string key = _keys.Add("today", new DateOnly(2026, 6, 20), Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_data, _keys.Settings);
        host.Time.Advance(new TimeSpan(9, 29, 59));
        Assert.That(await StatusAsync(host, key), Is.EqualTo(200));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await StatusAsync(host, key), Is.EqualTo(401));
    }

    [Test]
    public async Task While_the_file_is_damaged_the_last_good_keys_stay_good()
    {
        string key = _keys.Add("first", Scope.Read);
        await using ApiHost host = await ApiHost.StartAsync(_data, _keys.Settings);
        await File.WriteAllTextAsync(_keys.Path, "[{");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await StatusAsync(host, key), await StatusAsync(host, "bad")), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task The_one_key_of_the_setting_opens_everything_beside_the_file()
    {
        string read = _keys.Add("first", Scope.Read);
        var settings = new Dictionary<string, string>(_keys.Settings) { ["API_KEY"] = "the key of the setting" };
        await using ApiHost host = await ApiHost.StartAsync(_data, settings);
        Assert.Multiple(async () =>
        {
            foreach (string path in (string[])[Path, "/analytics/customer-profiles", "/admin/metrics"])
                Assert.That(await StatusAsync(host, "the key of the setting", path), Is.EqualTo(200), path);
            Assert.That(await StatusAsync(host, read, "/admin/metrics"), Is.EqualTo(403));
        });
    }

    private static async Task<int> StatusAsync(ApiHost host, string key, string path = Path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-API-Key", key);
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
