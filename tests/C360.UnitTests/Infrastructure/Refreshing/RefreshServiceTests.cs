using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Domain.Snapshots;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Pipeline;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.SampleData;
using C360.Infrastructure.Snapshots;
using C360.UnitTests.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Infrastructure.Refreshing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RefreshServiceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly SnapshotRoot _root = new();
    private readonly string _data = Directory.CreateTempSubdirectory("c360-data-").FullName;
    private readonly WallClock _time = new();
    private readonly ScriptedPipeline _engine = new();
    private readonly List<string> _prepared = [];
    private SnapshotStore _store = null!;
    private RefreshService _service = null!;

    [SetUp]
    public void Open()
    {
        foreach (string source in C360.Domain.Sources.DeclaredSources.All.Select(source => source.Name))
            WriteSource(source, "header\n");
        _store = _root.Open();
        var options = new PipelineOptions { C360DataPath = _data, C360AsOf = new AsOfSetting(AsOfKind.Date, new DateOnly(2026, 6, 20)) };
        var samples = new FirstSampleData(new SnapshotOptions { SnapshotPath = _root.Path });
        var draft = new SnapshotDraft(_engine, options, _time);
        var builder = new SnapshotBuilder(draft, _store, options, samples, (_, _) => Task.CompletedTask, _time);
        var where = new SnapshotOptions { SnapshotPath = _root.Path };
        var history = new RefreshHistory(where, _time, NullLogger<RefreshHistory>.Instance);
        var job = new RefreshJob(builder, history, _time, new ServiceMetrics(_time), NullLogger<RefreshJob>.Instance);
        var locks = new RefreshLock(where, _time);
        var inputs = new InputComparison(builder, _store, history, PrepareAsync, _time, NullLogger<InputComparison>.Instance);
        _service = new RefreshService(inputs, _store, locks, history, _time, job, NullLogger<RefreshService>.Instance);
    }

    [TearDown]
    public async Task Close()
    {
        await _service.DisposeAsync();
        _store.Dispose();
        _root.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Test]
    public async Task A_refresh_publishes_and_says_so()
    {
        Refresh started = (await StartAsync()).Refresh!;
        Assert.That(started.IsActive, Is.True);
        await _service.Running.WaitAsync(Soon);

        Refresh ended = _service.Find(started.Id)!;
        Assert.That((ended.Status, ended.Percent, ended.Error), Is.EqualTo((RefreshStatus.Succeeded, 100.0, (string?)null)));
        Assert.That(ended.DataVersion, Is.EqualTo(_store.Current!.Version));
        Assert.That(ended.FinishedAt, Is.Not.Null);
    }

    [Test]
    public async Task What_has_not_changed_is_not_built_again_unless_forced()
    {
        await RefreshAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        RefreshStart again = await StartAsync();
        Assert.That((again.Outcome, again.Refresh), Is.EqualTo((RefreshStartOutcome.UpToDate, (Refresh?)null)));
        Assert.That(_store.ConfirmedAt, Is.EqualTo(NumberedSnapshot.Noon.AddMinutes(5)));

        Assert.That((await StartAsync(force: true)).Outcome, Is.EqualTo(RefreshStartOutcome.Started));
        await _service.Running.WaitAsync(Soon);
        WriteSource("customer/customers", "header\nnew\n");
        Assert.That((await StartAsync()).Outcome, Is.EqualTo(RefreshStartOutcome.Started));
    }

    [Test]
    public async Task What_another_process_published_is_prepared_before_it_is_followed()
    {
        using SnapshotStore other = _root.Open();
        await _root.PublishAsync(other, 1);
        await StartAsync();
        Assert.That(_prepared, Is.EqualTo(new[] { NumberedSnapshot.Version(1) }));
    }

    [Test]
    public async Task One_refresh_runs_at_a_time_however_many_ask_at_once()
    {
        _engine.Holds = new TaskCompletionSource();
        RefreshStart[] starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => StartAsync(force: i % 2 == 0))));
        _engine.Holds.SetResult();
        await _service.Running.WaitAsync(Soon);

        Assert.That(starts.Count(start => start.Outcome == RefreshStartOutcome.Started), Is.EqualTo(1));
        Assert.That(starts.Select(start => start.Refresh!.Id).Distinct().Count(), Is.EqualTo(1), "the others are told which");
        Assert.That(_engine.Builds, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failed_refresh_leaves_the_last_snapshot_serving_and_nothing_behind()
    {
        await RefreshAsync();
        Snapshot before = _store.Current!;
        _engine.Fails = new RefreshFailedException("sales/transactions has no column status");
        Refresh failed = await RefreshAsync(force: true);

        Assert.That((failed.Status, failed.Error), Is.EqualTo((RefreshStatus.Failed, "sales/transactions has no column status")));
        Assert.That(_store.Current, Is.SameAs(before));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", before.Version, ".refresh.lock", "refresh.lock", "refreshes.ndjson" }));
    }

    [Test]
    public async Task A_failed_refresh_does_not_keep_the_next_from_running()
    {
        _engine.Fails = new RefreshFailedException("no");
        await RefreshAsync();
        _engine.Fails = null;
        Assert.That((await RefreshAsync()).Status, Is.EqualTo(RefreshStatus.Succeeded));
    }

    [Test]
    public async Task A_build_that_cannot_be_served_fails_the_refresh()
    {
        _engine.Writes = "all th";
        Refresh failed = await RefreshAsync();
        Assert.That(failed.Status, Is.EqualTo(RefreshStatus.Failed));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { ".refresh.lock", "refresh.lock", "refreshes.ndjson" }));
    }

    [Test]
    public async Task Progress_never_goes_back_and_a_late_word_does_not_bring_an_ended_refresh_back_to_life()
    {
        _engine.Holds = new TaskCompletionSource();
        Refresh started = (await StartAsync()).Refresh!;
        await _engine.Began.Task.WaitAsync(Soon);
        _engine.Progress!.Report(new PipelineProgress("model sales", 60));
        _engine.Progress.Report(new PipelineProgress("model facts", 50));
        // The build is 95 of 100: 0.95 x 60.
        Assert.That((_service.Latest!.Stage, _service.Latest.Percent), Is.EqualTo(("model facts", 57.0)));

        _engine.Holds.SetResult();
        await _service.Running.WaitAsync(Soon);
        Refresh ended = _service.Find(started.Id)!;
        _engine.Progress.Report(new PipelineProgress("reading again", 10));
        Assert.That(_service.Find(started.Id), Is.EqualTo(ended));
    }

    [Test]
    public async Task The_stop_of_the_service_cancels_the_refresh_leaves_nothing_and_lets_none_begin()
    {
        _engine.Holds = new TaskCompletionSource();
        Refresh started = (await StartAsync()).Refresh!;
        await _engine.Began.Task.WaitAsync(Soon);
        await _service.DisposeAsync().AsTask().WaitAsync(Soon);

        Assert.That(_service.Find(started.Id)!.Status, Is.EqualTo(RefreshStatus.Cancelled));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { ".refresh.lock", "refresh.lock", "refreshes.ndjson" }));
        await Assert.ThatAsync(() => StartAsync(force: true), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_engine.Builds, Is.EqualTo(1));
    }

    [Test]
    public async Task Stale_data_is_looked_at_once_a_minute_however_many_queries_meet_it()
    {
        _engine.Fails = new RefreshFailedException("no");
        for (int minute = 1; minute <= 3; minute++)
        {
            Parallel.For(0, 1000, _ => _service.StartBecauseStale());
            await UntilAsync(() => _engine.Builds == minute && _service.Latest is { IsActive: false });
            _time.Advance(TimeSpan.FromSeconds(59.9));
            _service.StartBecauseStale();
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }
        Assert.That(_engine.Builds, Is.EqualTo(3));
        Assert.That(_service.Latest!.Trigger, Is.EqualTo(RefreshTrigger.Stale));
    }

    [Test]
    public async Task Stale_data_is_looked_at_also_when_the_clock_was_set_back()
    {
        _service.StartBecauseStale();
        await UntilAsync(() => _engine.Builds == 1 && _service.Latest is { IsActive: false });
        WriteSource("customer/customers", "header\nnew\n");
        _time.Advance(TimeSpan.FromMinutes(1));
        _time.SetBackBy = TimeSpan.FromHours(5);
        _service.StartBecauseStale();
        await UntilAsync(() => _engine.Builds == 2);
    }

    [TestCaseSource(nameof(Failures))]
    public async Task Failures_are_told_in_plain_words(Exception failure, string words)
    {
        _engine.Fails = failure;
        Refresh failed = await RefreshAsync();
        Assert.That(failed.Error, Does.StartWith(words).And.Not.Contains("/srv"));
    }

    private static IEnumerable<TestCaseData> Failures() =>
        [
            new(new IOException("No space left on device : '/srv/x'", 28), "The disk of SNAPSHOT_PATH or ENGINE_TEMP_PATH is full"),
            new(new DuckDbException("IO Error: /srv/x: No space left on device", DuckDbErrorKind.Io), "The disk of SNAPSHOT_PATH"),
            new(
                new UnauthorizedAccessException("Access to the path '/srv/x' is denied."),
                "The service may not read or write a file below"
            ),
            new(
                new IOException("/srv/x"),
                "A file below C360_DATA_PATH, PIPELINE_PATH, SNAPSHOT_PATH or ENGINE_TEMP_PATH cannot be read or written"
            ),
            new(
                new DuckDbException("Out of Memory Error: /srv/x", DuckDbErrorKind.OutOfMemory),
                "The refresh needs more than ENGINE_MEMORY"
            ),
            new(new InvalidOperationException("/srv/x"), "Unexpected error; the service's log tells more under "),
        ];

    private Task<RefreshStart> StartAsync(bool force = false) =>
        _service.StartAsync(RefreshTrigger.Admin, force, key: null, CancellationToken.None);

    private async Task<Refresh> RefreshAsync(bool force = false)
    {
        Refresh started = (await StartAsync(force)).Refresh!;
        await _service.Running.WaitAsync(Soon);
        return _service.Find(started.Id)!;
    }

    private Task PrepareAsync(SnapshotLease lease, CancellationToken cancellationToken)
    {
        _prepared.Add(lease.Snapshot.Version);
        return Task.CompletedTask;
    }

    private void WriteSource(string source, string text)
    {
        string path = Path.Combine(_data, source + ".csv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>A clock whose time of day can be set back; that it goes on evenly is no affair of the time of day.</summary>
    private sealed class WallClock() : FakeTimeProvider(NumberedSnapshot.Noon)
    {
        public TimeSpan SetBackBy { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - SetBackBy;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }

    /// <summary>What begins on another thread is waited for in a loop that has an end.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 3000 && !condition(); i++)
            await Task.Delay(10);
        Assert.That(condition(), Is.True);
    }
}
