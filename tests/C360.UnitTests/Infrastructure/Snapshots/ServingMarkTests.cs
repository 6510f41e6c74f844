using C360.Infrastructure.Snapshots;
using static C360.UnitTests.NumberedSnapshot;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ServingMarkTests
{
    private readonly SnapshotRoot _root = new();

    [TearDown]
    public void Remove() => _root.Dispose();

    // No process has the number 2147483647: Linux stops at 4194304. The time of a mark counts only when it is of another machine.
    [TestCase("2147483647-1-", true, 0, false, Description = "dead")]
    [TestCase("2147483647-1-elsewhere", false, 50, true)]
    [TestCase("2147483647-1-elsewhere", false, 61, false)]
    public async Task A_mark_counts_while_its_owner_lives_as_far_as_can_be_told(string owner, bool here, int secondsAgo, bool stays)
    {
        using SnapshotStore store = _root.With(1).Open(retention: 1);
        string mark = Path.Combine(_root.Path, $".serving-0123abcd-{owner}{(here ? Environment.MachineName : "")}");
        await File.WriteAllTextAsync(mark, Version(1) + "\n");
        File.SetLastWriteTimeUtc(mark, File.GetLastWriteTimeUtc(mark).AddSeconds(-secondsAgo));
        await _root.PublishAsync(store, 2);
        Assert.That(Directory.Exists(_root.Folder.Of(Version(1))), Is.EqualTo(stays));
        Assert.That(File.Exists(mark), Is.EqualTo(stays));
    }

    [Test]
    public void A_start_removes_the_marks_of_the_dead()
    {
        _root.With(1).Write($".serving-0123abcd-2147483647-1-{Environment.MachineName}", Version(1));
        using SnapshotStore store = _root.Open();
        Assert.That(_root.Marks, Has.Exactly(1).Items);
        Assert.That(File.ReadAllText(_root.Marks[0]), Is.EqualTo(Version(1) + "\n"));
    }

    [Test]
    public void A_clean_stop_leaves_no_mark_and_writes_none_again()
    {
        SnapshotStore store = _root.With(1).Open();
        Assert.That(_root.Marks, Has.Exactly(1).Items);
        store.Dispose();
        store.Mark();
        Assert.That(_root.Marks, Is.Empty);
    }

    [Test]
    public async Task A_mark_names_what_readers_still_hold()
    {
        using SnapshotStore store = _root.With(1).Open();
        SnapshotLease reader = store.Lease();
        await _root.PublishAsync(store, 2);
        Assert.That(File.ReadAllLines(_root.Marks[0]), Is.EqualTo(new[] { Version(1), Version(2) }));
        reader.Dispose();
        store.Mark();
        Assert.That(File.ReadAllLines(_root.Marks[0]), Is.EqualTo(new[] { Version(2) }));
    }

    [Test]
    public void A_process_that_serves_nothing_has_no_mark()
    {
        using SnapshotStore store = _root.Open();
        store.Mark();
        Assert.That(_root.Marks, Is.Empty);
    }

    [Test]
    public async Task A_mark_that_cannot_be_written_keeps_nothing_from_being_published()
    {
        using SnapshotStore store = _root.With(1).Open();
        string mark = _root.Marks[0];
        File.Delete(mark);
        // A folder of its name: nobody, root neither, can write a file there.
        Directory.CreateDirectory(mark);
        await _root.PublishAsync(store, 2);
        Assert.That(store.Current?.Version, Is.EqualTo(Version(2)));
        Assert.That(store.Mark, Throws.TypeOf<UnauthorizedAccessException>());
    }
}
