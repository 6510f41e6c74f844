using C360.Infrastructure.Snapshots;
using static C360.UnitTests.NumberedSnapshot;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SnapshotSwitchTests
{
    private static readonly PrepareSnapshot Fails = (_, _) => throw new InvalidOperationException("the lock is lost");

    private readonly SnapshotRoot _root = new();

    [TearDown]
    public void Remove() => _root.Dispose();

    [Test]
    public async Task Publishing_switches_readers_and_the_disk()
    {
        using SnapshotStore store = _root.With(1).Open();
        await _root.PublishAsync(store, 2);
        using SnapshotLease lease = store.Lease();
        Assert.That(lease.Snapshot.Version, Is.EqualTo(Version(2)));
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(2)));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), Version(2) }));
    }

    [Test]
    public async Task A_build_that_is_not_all_there_is_not_published_and_leaves_nothing()
    {
        using SnapshotStore store = _root.With(1).Open();
        string build = _root.Build();
        File.WriteAllText(Path.Combine(build, "c360.duckdb"), "all th");
        await Assert.ThatAsync(
            () => store.PublishAsync(build, Of(2), SnapshotRoot.Unprepared, CancellationToken.None),
            Throws.TypeOf<InvalidDataException>()
        );
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(1)));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1) }));
    }

    [Test]
    public async Task A_confirmation_is_of_one_version()
    {
        using SnapshotStore store = _root.With(1).Open();
        store.Confirm(Version(1), Noon);
        Assert.That(store.ConfirmedAt, Is.EqualTo(Noon));
        await _root.PublishAsync(store, 2);
        Assert.That(store.ConfirmedAt, Is.Null);
    }

    [Test]
    public async Task Preparing_happens_on_the_good_snapshot_right_before_it_is_named()
    {
        using SnapshotStore store = _root.With(1).Open();
        string? seen = null;
        await _root.PublishAsync(
            store,
            2,
            (lease, _) =>
            {
                seen = $"{lease.Snapshot.Version} {store.Current!.Version} {_root.Folder.ReadCurrent()}";
                return Task.CompletedTask;
            }
        );
        Assert.That(seen, Is.EqualTo($"{Version(2)} {Version(1)} {Version(1)}"));
    }

    [Test]
    public async Task Preparing_that_fails_leaves_the_old_one_and_nothing_of_what_was_published()
    {
        using SnapshotStore store = _root.With(1).Open();
        await Assert.ThatAsync(() => _root.PublishAsync(store, 2, Fails), Throws.InvalidOperationException);
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(1)));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1) }));
        Assert.That(store.Previous, Is.Null);
        await _root.PublishAsync(store, 3);
        Assert.That(store.Current?.Version, Is.EqualTo(Version(3)), "the next one may");
    }

    [Test]
    public async Task Readers_and_signs_of_life_do_not_wait_for_preparing_but_other_switches_do()
    {
        using SnapshotStore store = _root.With(1, 2).Open();
        var holds = new TaskCompletionSource();
        Task publishing = _root.PublishAsync(store, 3, (_, _) => holds.Task);
        Task activating = store.ActivateAsync(Version(1), SnapshotRoot.Unprepared, CancellationToken.None);
        using (SnapshotLease lease = store.Lease())
            Assert.That(lease.Snapshot.Version, Is.EqualTo(Version(2)));
        store.Mark();
        Assert.That((publishing.IsCompleted, activating.IsCompleted), Is.EqualTo((false, false)));
        holds.SetResult();
        await publishing;
        await activating;
        Assert.That((store.Current?.Version, store.Previous?.Version), Is.EqualTo((Version(1), Version(3))));
    }

    [Test]
    public async Task A_cancelled_preparation_publishes_nothing()
    {
        using SnapshotStore store = _root.With(1).Open();
        using var cancelled = new CancellationTokenSource();
        Task publishing = store.PublishAsync(_root.Build(), Of(2), (_, token) => Task.Delay(Timeout.Infinite, token), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThatAsync(() => publishing, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1) }));
    }
}
