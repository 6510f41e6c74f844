using System.Diagnostics;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.FunctionalTests.Concurrency;

/// <summary>Two real processes on one SNAPSHOT_PATH. Waiting for them is polling: they have nothing that a test could await.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SeveralProcessesTests
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private readonly string _root = Directory.CreateTempSubdirectory("c360-several-").FullName;
    private SourceFolder _data = null!;

    [SetUp]
    public void MakeData() => _data = new SourceFolder().Customers(new { customer_id = "C1" });

    [TearDown]
    public async Task RemoveAsync()
    {
        _data.Dispose();
        await TempFolder.RemoveAsync(_root);
    }

    [Test, CancelAfter(120_000)]
    public async Task The_other_follows_what_one_publishes_and_what_one_activates(CancellationToken cancellationToken)
    {
        await using RealService one = await StartAsync(_data.Path);
        string first = await ReadyAsync(one, cancellationToken);
        await using RealService other = await StartAsync(_data.Path);
        Assert.That(await ReadyAsync(other, cancellationToken), Is.EqualTo(first));

        string second = await RefreshAsync(one, first, cancellationToken);
        TimeSpan published = await FollowedAsync(other, second, cancellationToken);
        using (HttpResponseMessage activated = await other.Client.PostAsync($"/admin/snapshots/{first}/activate", null, cancellationToken))
            activated.EnsureSuccessStatusCode();
        Assert.That(await VersionAsync(other), Is.EqualTo(first));
        TimeSpan activation = await FollowedAsync(one, first, cancellationToken);

        TestContext.Out.WriteLine(
            $"Followed a publication after {published.TotalSeconds:0.00} s, an activation after {activation.TotalSeconds:0.00} s"
        );
        Assert.That(new[] { published, activation }, Is.All.LessThan(Promised));
    }

    [Test, CancelAfter(120_000)]
    public async Task One_without_data_of_its_own_is_ready_when_another_publishes(CancellationToken cancellationToken)
    {
        await using RealService reader = await StartAsync(Directory.CreateDirectory(Path.Combine(_root, "empty")).FullName);
        using (HttpResponseMessage early = await reader.Client.GetAsync("/health/ready", cancellationToken))
            Assert.That((int)early.StatusCode, Is.EqualTo(503));
        await using RealService builder = await StartAsync(_data.Path);
        string version = await ReadyAsync(builder, cancellationToken);
        TimeSpan ready = await FollowedAsync(reader, version, cancellationToken);
        TestContext.Out.WriteLine($"Ready after {ready.TotalSeconds:0.00} s");
        using HttpResponseMessage now = await reader.Client.GetAsync("/health/ready", cancellationToken);
        Assert.That(((int)now.StatusCode, ready < Promised), Is.EqualTo((200, true)));
    }

    /// <summary>Retention keeps one: without marks, what the slower one still serves would be taken from under its readers.</summary>
    [Test, CancelAfter(120_000)]
    public async Task No_reader_of_either_meets_an_error_while_one_publishes_and_retention_keeps_one(CancellationToken cancellationToken)
    {
        await using RealService one = await StartAsync(_data.Path, ("SNAPSHOT_RETENTION", "1"));
        string version = await ReadyAsync(one, cancellationToken);
        await using RealService other = await StartAsync(_data.Path, ("SNAPSHOT_RETENTION", "1"));
        await ReadyAsync(other, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<(int Answers, string[] Errors)>[] readers = [ReadAsync(one, over.Token), ReadAsync(other, over.Token)];

        for (int publish = 0; publish < 5; publish++)
        {
            string before = version;
            version = await RefreshAsync(one, before, cancellationToken);
            string served = await VersionAsync(other);
            if (served == before && await VersionAsync(other) == before)
                Assert.That(Path.Combine(_root, "snapshots", before), Does.Exist, "the other one serves it");
            await FollowedAsync(other, version, cancellationToken);
        }
        await over.CancelAsync();
        (int Answers, string[] Errors)[] read = await Task.WhenAll(readers);
        Assert.That(read.SelectMany(each => each.Errors), Is.Empty);
        Assert.That(read.Select(each => each.Answers), Is.All.GreaterThan(5));
        // The current one, and one that a reader may just have left.
        Assert.That(Directory.EnumerateDirectories(Path.Combine(_root, "snapshots"), "2*").Count(), Is.LessThanOrEqualTo(2));
    }

    private Task<RealService> StartAsync(string dataPath, params (string Name, string Value)[] settings) =>
        RealService.StartAsync(
            _root,
            [
                ("C360_DATA_PATH", dataPath),
                ("C360_AS_OF", "2026-06-20"),
                ("SNAPSHOT_PATH", Path.Combine(_root, "snapshots")),
                ("RATE_LIMIT_PER_MINUTE", "0"),
                ("REFRESH_WHEN_STALE", "false"),
                .. settings,
            ]
        );

    /// <summary>Each question is a new one, so that the engine reads the snapshot's file.</summary>
    private static async Task<(int Answers, string[] Errors)> ReadAsync(RealService service, CancellationToken over)
    {
        var errors = new List<string>();
        int answers = 0;
        for (; !over.IsCancellationRequested; answers++)
        {
            using HttpResponseMessage response = await service.Client.GetAsync(
                $"/analytics/customer-profiles?min_lifetime_value=0.{answers % 100:00}&limit={1 + answers / 100 % 1000}",
                CancellationToken.None
            );
            if (!response.IsSuccessStatusCode)
                errors.Add(await response.Content.ReadAsStringAsync(CancellationToken.None));
            await Task.Delay(5, CancellationToken.None);
        }
        return (answers, [.. errors]);
    }

    private static async Task<string> RefreshAsync(RealService service, string before, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await service.Client.PostAsync(
            "/admin/refresh-data?force_refresh=true",
            null,
            cancellationToken
        );
        Assert.That((int)response.StatusCode, Is.EqualTo(202));
        string? version = before;
        while (version == before)
        {
            await Task.Delay(BetweenLooks, cancellationToken);
            version = await VersionAsync(service);
        }
        return version;
    }

    private static async Task<string> ReadyAsync(RealService service, CancellationToken cancellationToken)
    {
        while (true)
        {
            using HttpResponseMessage response = await service.Client.GetAsync("/health/ready", cancellationToken);
            if (response.IsSuccessStatusCode)
                return await VersionAsync(service);
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    private static async Task<TimeSpan> FollowedAsync(RealService service, string version, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (await VersionAsync(service) != version)
            await Task.Delay(BetweenLooks, cancellationToken);
        return watch.Elapsed;
    }

    private static async Task<string> VersionAsync(RealService service)
    {
        using HttpResponseMessage response = await service.Client.GetAsync("/health");
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data_version"] ?? "";
    }
}
