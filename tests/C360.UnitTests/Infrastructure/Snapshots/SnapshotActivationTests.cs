using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using static C360.UnitTests.NumberedSnapshot;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SnapshotActivationTests
{
    private static readonly PrepareSnapshot Fails = (_, _) => throw new InvalidOperationException("the lock is lost");

    private readonly SnapshotRoot _root = new();

    [TearDown]
    public void Remove() => _root.Dispose();

    [Test]
    public async Task Preparing_that_fails_leaves_an_activated_one_where_it_was()
    {
        using SnapshotStore store = _root.With(1, 2).Open();
        await Assert.ThatAsync(() => store.ActivateAsync(Version(1), Fails, CancellationToken.None), Throws.InvalidOperationException);
        Assert.That(store.Current?.Version, Is.EqualTo(Version(2)));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), Version(2) }));
    }

    [Test]
    public async Task Activating_puts_an_older_one_back_for_readers_and_on_disk()
    {
        using SnapshotStore store = _root.With(1, 2).Open();
        await store.ActivateAsync(Version(1), SnapshotRoot.Unprepared, CancellationToken.None);
        using SnapshotLease lease = store.Lease();
        Assert.That(lease.Snapshot.Version, Is.EqualTo(Version(1)));
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(1)));
        Assert.That(store.Previous?.Version, Is.EqualTo(Version(2)));
    }

    [Test]
    public async Task Activating_what_is_current_prepares_nothing()
    {
        using SnapshotStore store = _root.With(1).Open();
        await store.ActivateAsync(Version(1), Fails, CancellationToken.None);
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
    }

    [Test]
    public async Task Activating_what_is_served_here_but_no_longer_named_on_disk_names_it_again()
    {
        using SnapshotStore store = _root.With(1, 2).Open();
        _root.Folder.WriteCurrent(Version(1));
        await store.ActivateAsync(Version(2), SnapshotRoot.Unprepared, CancellationToken.None);
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(2)));
        using SnapshotLease lease = store.Lease();
        Assert.That((lease.Snapshot.Version, store.Previous), Is.EqualTo((Version(2), (object?)null)));
    }

    [Test]
    public async Task One_that_is_put_back_while_an_old_reader_holds_it_stays_when_he_leaves()
    {
        using SnapshotStore store = _root.With(1).Open(retention: 1);
        SnapshotLease old = store.Lease();
        await _root.PublishAsync(store, 2);
        await store.ActivateAsync(Version(1), SnapshotRoot.Unprepared, CancellationToken.None);
        old.Dispose();
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1) }));
        using SnapshotLease lease = store.Lease();
        Assert.That(lease.Snapshot.Version, Is.EqualTo(Version(1)));
    }

    [TestCase("20260620T120009Z-000009")]
    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("backup")]
    [TestCase("../20260620T120001Z-000001")]
    [TestCase("20260620T120001Z-000001/../20260620T120001Z-000001")]
    [TestCase("20260620T120001Z-000001\n")]
    [TestCase("20260620T120001Z-000001\0")]
    [TestCase("20260620T120001z-000001")]
    public async Task What_is_not_there_or_no_version_is_not_found(string version)
    {
        Directory.CreateDirectory(Path.Combine(_root.With(1, 2).Path, "backup"));
        File.Copy(Path.Combine(_root.Folder.Of(Version(1)), "manifest.json"), Path.Combine(_root.Path, "backup", "manifest.json"));
        using SnapshotStore store = _root.Open();
        await Assert.ThatAsync(
            () => store.ActivateAsync(version, SnapshotRoot.Unprepared, CancellationToken.None),
            Throws.TypeOf<NotFoundException>()
        );
        Assert.That(store.Current?.Version, Is.EqualTo(Version(2)));
    }

    [TestCase("c360.duckdb", "all th")]
    [TestCase("manifest.json", "{")]
    public async Task A_damaged_one_is_refused_and_the_current_one_keeps_serving(string file, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_root.With(1, 2).Path, Version(1), file), text);
        using SnapshotStore store = _root.Open();
        await Assert.ThatAsync(
            () => store.ActivateAsync(Version(1), SnapshotRoot.Unprepared, CancellationToken.None),
            Throws
                .TypeOf<ConflictException>()
                .With.Message.EqualTo($"Snapshot {Version(1)} is damaged and cannot be activated; the current one keeps serving")
        );
        Assert.That((store.Current?.Version, _root.Folder.ReadCurrent()), Is.EqualTo((Version(2), Version(2))));
        Assert.That(_root.Names, Does.Contain(Version(1)), "it is evidence");
    }
}
