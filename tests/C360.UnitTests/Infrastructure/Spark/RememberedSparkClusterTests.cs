using C360.Application.Ports;
using C360.Infrastructure.Spark;
using C360.UnitTests.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Infrastructure.Spark;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RememberedSparkClusterTests
{
    // No process has this number: Linux stops at 4194304.
    private const string Dead = "2147483647-1";
    private const string Here = "sc://spark:15002 analytics";
    private const string Title = "# " + Here;
    private const string Left = "0b0e9c1e-6f0a-4b43-9d5e-111111111111";
    private const string AlsoLeft = "0b0e9c1e-6f0a-4b43-9d5e-222222222222";

    private readonly SnapshotRoot _root = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Mock<ISparkCluster> _cluster = new();
    private readonly RememberedSparkCluster _remembered;

    public RememberedSparkClusterTests()
    {
        _cluster.Setup(cluster => cluster.Name).Returns(Here);
        _remembered = new RememberedSparkCluster(
            _cluster.Object,
            new SnapshotPlace(_root.Path),
            _time,
            NullLogger<RememberedSparkCluster>.Instance
        );
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await _remembered.DisposeAsync();
        _root.Dispose();
    }

    [Test]
    public async Task Open_sessions_are_on_disk_until_they_end()
    {
        await using (ISparkSession first = await OpenAsync())
        {
            ISparkSession second = await OpenAsync();
            string[] lines = File.ReadAllLines(Marks().Single());
            Assert.That((lines[0], lines.Length), Is.EqualTo((Title, 3)));
            Assert.That(lines[1..], Is.EquivalentTo(new[] { first.Id, second.Id }));
            await second.DisposeAsync();
            Assert.That(File.ReadAllLines(Marks().Single()), Is.EqualTo(new[] { Title, first.Id }));
        }
        Assert.That(File.ReadAllText(Marks().Single()), Is.Empty);
    }

    [Test]
    public async Task A_stop_ends_all_sessions_once_and_leaves_nothing_on_disk()
    {
        var session = new ScriptedSession();
        ISparkSession opened = await OpenAsync(session);
        await _remembered.DisposeAsync();
        Assert.That(session.Disposed, Is.EqualTo(1));
        // Its owner is let go of later.
        await opened.DisposeAsync();
        Assert.That(session.Disposed, Is.EqualTo(1));
        Assert.That(Marks(), Is.Empty);
    }

    [Test]
    public async Task Sessions_of_a_dead_process_are_ended_and_forgotten()
    {
        string mark = Mark(Dead, Environment.MachineName, $"{Title}\n{Left}\n{AlsoLeft}\n0b0e9c1e-6f0a-4b");
        await _remembered.EndAbandonedAsync(CancellationToken.None);
        Assert.That(Ended(), Is.EqualTo(new[] { Left, AlsoLeft }));
        Assert.That(File.Exists(mark), Is.False);
    }

    [Test]
    public async Task Those_of_a_living_process_are_left_alone()
    {
        await using var other = new RememberedSparkCluster(
            _cluster.Object,
            new SnapshotPlace(_root.Path),
            _time,
            NullLogger<RememberedSparkCluster>.Instance
        );
        await OpenAsync(new ScriptedSession(), other);
        await _remembered.EndAbandonedAsync(CancellationToken.None);
        Assert.That(Ended(), Is.Empty);
        Assert.That(Marks(), Has.Exactly(1).Items);
    }

    // Of another machine's process only its last sign of life is known; it is counted from our own.
    [TestCase(299, false)]
    [TestCase(301, true)]
    public async Task Those_of_another_machine_are_ended_when_it_has_given_no_sign_for_five_minutes(int secondsAgo, bool areEnded)
    {
        await OpenAsync();
        string own = Marks().Single();
        string mark = Mark("17-1", "elsewhere", $"{Title}\n{Left}");
        File.SetLastWriteTimeUtc(mark, File.GetLastWriteTimeUtc(own).AddSeconds(-secondsAgo));
        // Ours is written anew, milliseconds later.
        await _remembered.EndAbandonedAsync(CancellationToken.None);
        Assert.That(Ended(), Is.EqualTo(areEnded ? [Left] : Array.Empty<string>()));
    }

    // This cluster knows nothing of them; after a week the other does not either.
    [TestCase("# sc://elsewhere:15002 analytics\n" + Left, 6, true)]
    [TestCase("# sc://elsewhere:15002 analytics\n" + Left, 8, false)]
    [TestCase("# sc://spark:15002 somebody\n" + Left, 6, true)]
    [TestCase(Left, 6, true)]
    [TestCase("", 0, false)]
    public async Task Those_of_another_cluster_are_left_to_it_and_forgotten_after_a_week(string text, int days, bool isKept)
    {
        string mark = Mark(Dead, Environment.MachineName, text);
        File.SetLastWriteTimeUtc(mark, _time.GetUtcNow().UtcDateTime.AddDays(-days));
        await _remembered.EndAbandonedAsync(CancellationToken.None);
        Assert.That(Ended(), Is.Empty);
        Assert.That(File.Exists(mark), Is.EqualTo(isKept));
    }

    [TestCase(SparkErrorKind.Unreachable, true)]
    [TestCase(SparkErrorKind.Refused, true)]
    [TestCase(SparkErrorKind.Engine, false)]
    [TestCase(SparkErrorKind.Statement, false)]
    public async Task What_cannot_be_ended_now_is_tried_again_while_it_may_pass(SparkErrorKind kind, bool isTriedAgain)
    {
        string mark = Mark(Dead, Environment.MachineName, $"{Title}\n{Left}");
        _cluster.Setup(c => c.EndAsync(Left, It.IsAny<CancellationToken>())).ThrowsAsync(new SparkException(kind, "no"));
        await Assert.ThatAsync(
            () => _remembered.EndAbandonedAsync(CancellationToken.None),
            isTriedAgain ? Throws.TypeOf<SparkException>() : Throws.Nothing
        );
        Assert.That(File.Exists(mark), Is.EqualTo(isTriedAgain));
        _cluster.Reset();
        _cluster.Setup(cluster => cluster.Name).Returns(Here);
        await _remembered.EndAbandonedAsync(CancellationToken.None);
        Assert.That(Ended(), Is.EqualTo(isTriedAgain ? [Left] : Array.Empty<string>()));
        Assert.That(File.Exists(mark), Is.False);
    }

    [Test]
    public async Task A_process_gives_signs_of_life_as_long_as_it_has_sessions()
    {
        await OpenAsync();
        DateTime before = File.GetLastWriteTimeUtc(Marks().Single()).AddMinutes(-1);
        File.SetLastWriteTimeUtc(Marks().Single(), before);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(File.GetLastWriteTimeUtc(Marks().Single()), Is.GreaterThan(before));
    }

    [Test]
    public async Task A_mark_that_cannot_be_written_keeps_no_session_from_being_opened()
    {
        await using ISparkSession first = await OpenAsync();
        string mark = Marks().Single();
        File.Delete(mark);
        // A folder of its name: nobody, root neither, can write a file there.
        Directory.CreateDirectory(mark);
        await using ISparkSession second = await OpenAsync();
        Directory.Delete(mark);
        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
    }

    private string[] Marks() => Directory.GetFiles(_root.Path, ".spark-*");

    private string Mark(string owner, string host, string text)
    {
        string mark = Path.Combine(_root.Path, $".spark-0123abcd-{owner}-{host}");
        File.WriteAllText(mark, text);
        return mark;
    }

    private string[] Ended() =>
        [.. _cluster.Invocations.Where(call => call.Method.Name == "EndAsync").Select(call => $"{call.Arguments[0]}")];

    private Task<ISparkSession> OpenAsync(ScriptedSession? session = null, RememberedSparkCluster? cluster = null)
    {
        _cluster.Setup(c => c.OpenAsync(It.IsAny<CancellationToken>())).ReturnsAsync(session ?? new ScriptedSession());
        return (cluster ?? _remembered).OpenAsync(CancellationToken.None);
    }
}
