using C360.Infrastructure.Snapshots;
using static C360.UnitTests.NumberedSnapshot;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SnapshotRetentionTests
{
    private readonly SnapshotRoot _root = new();

    [TearDown]
    public void Remove() => _root.Dispose();

    [Test]
    public async Task The_latest_are_kept_the_current_one_among_them()
    {
        using SnapshotStore store = _root.With(1, 2, 3, 4).Open(retention: 3);
        await _root.PublishAsync(store, 5);
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(3), Version(4), Version(5) }));
    }

    [Test]
    public async Task The_current_one_stays_also_when_it_is_the_oldest()
    {
        // The clock was set back: what is published now bears the oldest name.
        using SnapshotStore store = _root.With(4, 5, 6).Open(retention: 2);
        await _root.PublishAsync(store, 1);
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(1), Version(6) }));
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
    }

    [Test]
    public async Task One_in_use_goes_behind_its_last_reader()
    {
        using SnapshotStore store = _root.With(1).Open(retention: 1);
        SnapshotLease first = store.Lease();
        SnapshotLease second = store.Lease();
        await _root.PublishAsync(store, 2);
        Assert.That(Directory.Exists(_root.Folder.Of(Version(1))), Is.True);
        first.Dispose();
        first.Dispose();
        Assert.That(Directory.Exists(_root.Folder.Of(Version(1))), Is.True, "one reader is left");
        second.Dispose();
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(2) }));
    }

    [Test]
    public async Task What_somebody_else_keeps_there_is_no_version_and_is_never_removed()
    {
        Directory.CreateDirectory(Path.Combine(_root.With(1).Path, "backup of May"));
        File.Copy(Path.Combine(_root.Folder.Of(Version(1)), "manifest.json"), Path.Combine(_root.Path, "backup of May", "manifest.json"));
        using SnapshotStore store = _root.Open(retention: 1);
        await _root.PublishAsync(store, 2);
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", "backup of May", Version(2) }));
    }

    [Test]
    public async Task Readers_that_come_while_versions_are_published_hold_a_folder_that_is_there()
    {
        using SnapshotStore store = _root.With(1).Open(retention: 1);
        using var over = new CancellationTokenSource();
        Task<int>[] readers =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        int gone = 0;
                        while (!over.IsCancellationRequested)
                        {
                            using SnapshotLease lease = store.Lease();
                            gone += File.Exists(Path.Combine(lease.Folder, "c360.duckdb")) ? 0 : 1;
                        }
                        return gone;
                    })
                ),
        ];
        for (int version = 2; version <= 50; version++)
            await _root.PublishAsync(store, version);
        await over.CancelAsync();
        Assert.That(await Task.WhenAll(readers), Is.All.Zero);
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(50) }));
    }

    [Test]
    public async Task One_that_another_process_serves_stays_until_that_one_has_left()
    {
        using SnapshotStore mine = _root.With(1).Open(retention: 1);
        using (SnapshotStore other = _root.Open(retention: 1))
        {
            await _root.PublishAsync(mine, 2);
            Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(1), Version(2) }));
            Assert.That(other.Current?.Version, Is.EqualTo(Version(1)));
            // Following is leaving.
            await other.FollowAsync(SnapshotRoot.Unprepared, CancellationToken.None);
            Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(2) }));
            await _root.PublishAsync(mine, 3);
            Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(2), Version(3) }));
        }
        await _root.PublishAsync(mine, 4);
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(4) }), "the next retention removes what was skipped");
    }

    [Test]
    public async Task One_that_the_last_reader_leaves_when_another_process_serves_it_again_stays()
    {
        using SnapshotStore mine = _root.With(1).Open(retention: 1);
        SnapshotLease reader = mine.Lease();
        await _root.PublishAsync(mine, 2);
        using SnapshotStore other = _root.Open();
        await other.ActivateAsync(Version(1), SnapshotRoot.Unprepared, CancellationToken.None);
        reader.Dispose();
        Assert.That(_root.Folder.Versions(), Does.Contain(Version(1)));
    }

    [Test]
    public async Task An_activated_older_one_is_current_and_so_never_removed()
    {
        using SnapshotStore store = _root.With(1, 2, 3).Open(retention: 1);
        await store.ActivateAsync(Version(1), SnapshotRoot.Unprepared, CancellationToken.None);
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(1) }));
    }

    [Test]
    public async Task Of_one_second_the_manifest_written_last_is_the_newest()
    {
        using SnapshotStore store = _root.Open(retention: 2);
        // By their names b comes before c and d after both; they were built in the order c, d, b.
        foreach ((string suffix, int milliseconds) in ((string, int)[])[("c", 1), ("d", 2), ("b", 3)])
        {
            string version = $"20260620T120000Z-{suffix}00000";
            _root.Folder.Finish(_root.Build(), Of(1) with { Version = version });
            File.SetLastWriteTimeUtc(
                Path.Combine(_root.Folder.Of(version), "manifest.json"),
                Noon.UtcDateTime.AddMilliseconds(milliseconds)
            );
        }
        Assert.That(_root.Folder.Versions().Select(version => version[17]), Is.EqualTo("cdb"));
        await _root.PublishAsync(store, 5);
        Assert.That(_root.Folder.Versions().Select(version => version[17]), Is.EqualTo("b0"));
    }

    [Test]
    public void All_builds_can_be_removed_those_of_other_machines_too()
    {
        _root.Build();
        _root.Build();
        Directory.CreateDirectory(Path.Combine(_root.Path, ".building-0123abcd-1-1-elsewhere"));
        _root.Folder.RemoveBuilds();
        Assert.That(_root.Names, Is.Empty);
    }
}
