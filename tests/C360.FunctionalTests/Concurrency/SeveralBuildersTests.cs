using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using C360.FunctionalTests.Hosting;
using C360.Infrastructure;

namespace C360.FunctionalTests.Concurrency;

/// <summary>Real processes that want to refresh one SNAPSHOT_PATH. Waiting for them is polling: they have nothing that a test could await.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SeveralBuildersTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("c360-builders-").FullName;

    private string Data => Path.Combine(_root, "data");

    private string Snapshots => Path.Combine(_root, "snapshots");

    private (string, string)[] Settings =>
        [("C360_DATA_PATH", Data), ("C360_AS_OF", "2026-06-20"), ("SNAPSHOT_PATH", Snapshots), ("LOG_LEVEL", "WARNING")];

    [TearDown]
    public Task RemoveAsync() => TempFolder.RemoveAsync(_root);

    [Test, CancelAfter(180_000)]
    public async Task A_second_builder_is_told_who_builds_and_a_dead_ones_lock_is_taken_over(CancellationToken cancellationToken)
    {
        Generate(300);
        ServiceProcess one = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
        await one.UntilAsync(async () => await one.TryGetAsync("/health/ready") is not null, cancellationToken);
        await using ServiceProcess other = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
        string before = (string)(await other.TryGetAsync("/health"))!["data_version"]!;
        Generate(20_000);

        string refresh = await one.BeginRefreshAsync();
        await one.SignalAsync("STOP", cancellationToken); // it stands still, and has the lock: a build may be over sooner than the test has asked
        string holder = $"Another process is refreshing: {one.Id} on {Environment.MachineName} (refresh {refresh})";
        (int status, JsonNode refused) = await other.TryPostAsync("/admin/refresh-data?force_refresh=true");
        Assert.That((status, (string?)refused["error_message"]), Is.EqualTo((409, holder)));
        Assert.That((string?)refused["error_details"]!["code"], Is.EqualTo("refresh_elsewhere"));
        (status, refused) = await other.TryPostAsync($"/admin/refreshes/{refresh}/cancel");
        Assert.That((status, (string?)refused["error_message"]), Is.EqualTo((409, holder)));
        (int code, _, string error) = await RealService.RunAsync(_root, ["refresh", "--force"], Settings);
        Assert.That((code, error.Trim()), Is.EqualTo((3, holder)));
        Assert.That(await other.TryGetAsync($"/admin/refreshes/{refresh}"), Is.Not.Null, "known at once");

        string died = $"{one.Id} on {Environment.MachineName}";
        await one.DisposeAsync(); // kill -9
        var watch = Stopwatch.StartNew();
        JsonNode dead = await other.ReportOfAsync(refresh, cancellationToken);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "nobody has to ask for a refresh to see it");
        Assert.That((string?)dead["status"], Is.EqualTo("failed"));
        Assert.That((string?)dead["error"], Does.Contain(died));
        Assert.That((string?)(await other.TryGetAsync("/health"))!["data_version"], Is.EqualTo(before));

        Generate(300);
        (string ended, string? version) = await other.EndOfAsync(await other.BeginRefreshAsync(), cancellationToken);
        Assert.That((ended, version), Is.EqualTo(("succeeded", (string?)(await other.TryGetAsync("/health"))!["data_version"])));
        Assert.That(Directory.EnumerateDirectories(Snapshots, ".building-*"), Is.Empty);
    }

    /// <summary>SIGTERM, as a deployment sends it: the request that is being answered is, the build is stopped and told as such.</summary>
    [Test, CancelAfter(180_000)]
    public async Task A_stop_answers_what_was_asked_and_stops_the_build(CancellationToken cancellationToken)
    {
        Generate(20_000);
        ServiceProcess service = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
        await service.UntilAsync(async () => await service.TryGetAsync("/health/ready") is not null, cancellationToken);
        string refresh = await service.BeginRefreshAsync();
        Task<JsonNode?>[] asked =
        [
            .. Enumerable.Range(1, 20).Select(limit => service.TryGetAsync($"/analytics/customer-profiles?limit={limit + 500}")),
        ];
        await Task.WhenAny(asked);
        var watch = Stopwatch.StartNew();
        int code = await service.TerminateAsync(cancellationToken);
        TimeSpan stopped = watch.Elapsed;
        JsonNode?[] answers = await Task.WhenAll(asked);
        await service.DisposeAsync();

        Assert.That(code, Is.Zero);
        Assert.That(stopped, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(answers, Has.None.Null, "what was asked before the stop is answered");
        Assert.That(Directory.EnumerateDirectories(Snapshots, ".building-*"), Is.Empty);
        Assert.That((await File.ReadAllLinesAsync(Path.Combine(Snapshots, "refresh.lock"), cancellationToken)), Is.Empty);

        await using ServiceProcess next = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
        Assert.That((await next.EndOfAsync(refresh, cancellationToken)).Status, Is.EqualTo("cancelled"));
    }

    /// <summary>A client that is half-way through a request for ever: it must not keep a build running, nor the process from ending well.</summary>
    [Test, CancelAfter(180_000)]
    public async Task A_client_that_never_ends_its_request_keeps_neither_the_build_nor_the_process_alive(
        CancellationToken cancellationToken
    )
    {
        Generate(300);
        await using ServiceProcess service = await ServiceProcess.StartAsync(Data, Snapshots, cancellationToken);
        await service.UntilAsync(async () => await service.TryGetAsync("/health/ready") is not null, cancellationToken);
        string before = (string)(await service.TryGetAsync("/health"))!["data_version"]!;
        Generate(20_000);
        using var client = new TcpClient("127.0.0.1", service.Port);
        await client.GetStream().WriteAsync("GET /health HTTP/1.1\r\nHo"u8.ToArray(), cancellationToken);
        await service.BeginRefreshAsync();

        int code = await service.TerminateAsync(cancellationToken);

        Assert.That(code, Is.Zero);
        Assert.That(
            Directory.EnumerateDirectories(Snapshots).Select(Path.GetFileName),
            Is.EqualTo(new[] { before }),
            "the build was stopped, and left nothing"
        );
    }

    private void Generate(int customers)
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
        InfrastructureServices.GenerateSampleData(customers, 7, new DateOnly(2026, 6, 20), "parquet", Data, CancellationToken.None);
    }
}
