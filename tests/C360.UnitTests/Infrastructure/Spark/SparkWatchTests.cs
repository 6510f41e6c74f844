using C360.Application.Ports;
using C360.Infrastructure.Spark;
using C360.UnitTests.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Infrastructure.Spark;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SparkWatchTests
{
    private readonly SnapshotRoot _root = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Mock<ISparkCluster> _cluster = new();
    private readonly SparkState _state = new(isUsed: true);
    private readonly NotingLogger<SparkWatch> _log = new();
    private readonly List<ScriptedSession> _sessions = [];
    private readonly RememberedSparkCluster _remembered;

    /// <summary>What opening does, and what a look at a session does.</summary>
    private Func<CancellationToken, Task> _open = _ => Task.CompletedTask;
    private Func<CancellationToken, Task> _look = _ => Task.CompletedTask;
    private SparkWatch _watch;

    public SparkWatchTests()
    {
        _remembered = new RememberedSparkCluster(
            _cluster.Object,
            new SnapshotPlace(_root.Path),
            _time,
            NullLogger<RememberedSparkCluster>.Instance
        );
        _cluster
            .Setup(cluster => cluster.OpenAsync(It.IsAny<CancellationToken>()))
            .Returns<CancellationToken>(async stop =>
            {
                await _open(stop);
                var session = new ScriptedSession { Run = (_, cancelled) => _look(cancelled) };
                _sessions.Add(session);
                return session;
            });
        _watch = Watch(new SparkOptions { SparkRemote = "sc://spark" });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        await _remembered.DisposeAsync();
        _root.Dispose();
    }

    [Test]
    public async Task Spark_is_looked_at_right_away_and_then_every_fifteen_seconds_in_one_session()
    {
        Assert.That((_state.Status, _state.Version), Is.EqualTo((SparkStatus.Unavailable, (string?)null)));
        await _watch.StartAsync(CancellationToken.None);
        Becomes(SparkStatus.Available, "4.0.5");
        for (int looks = 2; looks <= 3; looks++)
        {
            Looked(looks - 1);
            _time.Advance(TimeSpan.FromSeconds(15));
            Looked(looks);
        }
        Assert.That(_sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_comes_and_goes_and_both_are_told_once()
    {
        _open = _ => throw new SparkException(SparkErrorKind.Unreachable, "refused");
        await _watch.StartAsync(CancellationToken.None);
        Told(1);
        Tick();
        Assert.That(_state.Status, Is.EqualTo(SparkStatus.Unavailable));
        _open = _ => Task.CompletedTask;
        Tick();
        Becomes(SparkStatus.Available, "4.0.5");
        _look = _ => throw new SparkException(SparkErrorKind.Unreachable, "gone");
        Tick();
        Becomes(SparkStatus.Unavailable, null);
        Told(3);
        Assert.That(
            _log.Lines,
            Is.EqualTo(new[] { "Warning: Spark does not answer", "Information: Spark 4.0.5 is there", "Warning: Spark does not answer" })
        );
    }

    [Test]
    public async Task A_cluster_that_says_nothing_is_not_there_after_five_seconds()
    {
        var asked = new TaskCompletionSource();
        _open = stop =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        };
        await _watch.StartAsync(CancellationToken.None);
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(5));
        Told(1);
        Assert.That(_state.Status, Is.EqualTo(SparkStatus.Unavailable));
    }

    [Test]
    public async Task A_session_that_answers_too_late_is_kept()
    {
        int lates = 0;
        _look = async stop =>
        {
            Interlocked.Increment(ref lates);
            await Task.Delay(Timeout.Infinite, stop);
        };
        await _watch.StartAsync(CancellationToken.None);
        for (int looks = 1; looks <= 3; looks++)
        {
            Assert.That(() => Volatile.Read(ref lates), Is.EqualTo(looks).After(5000, 5));
            _time.Advance(TimeSpan.FromSeconds(5));
            Told(1);
            Tick();
        }
        _look = _ => Task.CompletedTask;
        _time.Advance(TimeSpan.FromSeconds(5));
        Tick();
        Becomes(SparkStatus.Available, "4.0.5");
        Assert.That((_sessions.Count, _sessions[0].Disposed), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_server_that_was_started_anew_is_there()
    {
        await _watch.StartAsync(CancellationToken.None);
        Becomes(SparkStatus.Available, "4.0.5");
        Looked(1);
        int lost = 1;
        _look = _ =>
            Interlocked.Exchange(ref lost, 0) == 1 ? throw new SparkException(SparkErrorKind.SessionLost, "changed") : Task.CompletedTask;
        Tick();
        Looked(3);
        Assert.That(_sessions, Has.Count.EqualTo(2));
        Assert.That(_log.Lines, Has.Exactly(1).Items);
    }

    [Test]
    public async Task What_the_dead_have_left_is_ended_as_soon_as_spark_is_there()
    {
        string id = Guid.NewGuid().ToString();
        await File.WriteAllTextAsync(Path.Combine(_root.Path, $".spark-0123abcd-2147483647-1-{Environment.MachineName}"), $"# \n{id}");
        _open = _ => throw new SparkException(SparkErrorKind.Unreachable, "refused");
        await _watch.StartAsync(CancellationToken.None);
        Told(1);
        _cluster.Verify(cluster => cluster.EndAsync(id, It.IsAny<CancellationToken>()), Times.Never);
        _open = _ => Task.CompletedTask;
        Tick();
        Assert.That(
            () => _cluster.Invocations.Count(call => call.Method.Name == "EndAsync" && id.Equals(call.Arguments[0])),
            Is.EqualTo(1).After(5000, 5)
        );
    }

    [Test]
    public async Task A_stop_waits_for_nothing()
    {
        _open = stop => Task.Delay(Timeout.Infinite, stop);
        await _watch.StartAsync(CancellationToken.None);
        await _watch.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
    }

    // use_ssl=false is what shows a token; this machine's own network shows it to nobody.
    [TestCase("sc://spark/;use_ssl=false;token=hunter2hunter2", 1)]
    [TestCase("sc://spark/;token=hunter2hunter2", 0)]
    [TestCase("sc://spark/;use_ssl=false", 0)]
    [TestCase("sc://127.0.0.1/;token=hunter2hunter2", 0)]
    public async Task A_token_that_the_network_can_read_is_warned_of(string remote, int warnings)
    {
        _watch = Watch(new SparkOptions { SparkRemote = remote });
        await _watch.StartAsync(CancellationToken.None);
        Becomes(SparkStatus.Available, "4.0.5");
        Assert.That(
            _log.Lines.Count(line =>
                line == "Warning: SPARK_REMOTE has use_ssl=false: whoever is on the network to Spark can read the token"
            ),
            Is.EqualTo(warnings)
        );
    }

    private SparkWatch Watch(SparkOptions options) => new(_remembered, _state, options, _time, _log);

    /// <summary>A tick that comes while it looks counts when it waits again.</summary>
    private void Tick() => _time.Advance(TimeSpan.FromSeconds(15));

    private void Becomes(SparkStatus status, string? version) =>
        Assert.That(() => (_state.Status, _state.Version), Is.EqualTo((status, version)).After(5000, 5));

    private void Told(int lines) => Assert.That(() => _log.Lines.Count, Is.EqualTo(lines).After(5000, 5));

    private void Looked(int looks) =>
        Assert.That(() => _sessions.ToArray().Sum(session => session.Count), Is.EqualTo(looks).After(5000, 5));
}
