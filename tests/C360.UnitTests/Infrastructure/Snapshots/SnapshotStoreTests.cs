using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using static C360.UnitTests.NumberedSnapshot;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SnapshotStoreTests
{
    private readonly SnapshotRoot _root = new();

    [TearDown]
    public void Remove() => _root.Dispose();

    [Test]
    public void An_empty_folder_has_nothing_to_serve()
    {
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current, Is.Null);
        Assert.That(store.Lease, Throws.TypeOf<DataNotReadyException>());
    }

    [Test]
    public void The_start_serves_what_current_names_also_when_it_is_not_the_newest()
    {
        _root.With(1, 3, 2);
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current, Is.EqualTo(Of(2)).UsingPropertiesComparer());
    }

    [TestCase("")]
    [TestCase("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", Description = "what a power cut leaves")]
    [TestCase("../../etc")]
    [TestCase("20260620T120099Z-000009", Description = "a version that is not there")]
    public void A_damaged_current_file_falls_back_to_the_newest(string text)
    {
        _root.With(1, 2).Write("current", text);
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current?.Version, Is.EqualTo(Version(2)));
    }

    [Test]
    public void A_missing_current_file_falls_back_to_the_newest()
    {
        File.Delete(Path.Combine(_root.With(1, 2).Path, "current"));
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current?.Version, Is.EqualTo(Version(2)));
    }

    [TestCase("manifest.json", "")]
    [TestCase("manifest.json", "null")]
    [TestCase("manifest.json", "{\"version\": \"20260620T120003Z-000003\"")]
    [TestCase("manifest.json", "{\"version\": \"20260620T120003Z-000003\"}")]
    [TestCase("c360.duckdb", "all th", Description = "cut short")]
    [TestCase("c360.duckdb", null)]
    [TestCase("manifest.json", null)]
    public void A_damaged_snapshot_is_passed_over_for_the_last_good_one(string file, string? text)
    {
        string damaged = Path.Combine(_root.With(1, 2, 3).Path, Version(3), file);
        if (text is null)
            File.Delete(damaged);
        else
            File.WriteAllText(damaged, text);
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current?.Version, Is.EqualTo(Version(2)));
        Assert.That(Directory.Exists(Path.GetDirectoryName(damaged)), Is.True, "it is evidence");
    }

    [Test]
    public void A_manifest_of_another_version_is_not_believed()
    {
        _root.With(1, 2);
        File.Copy(Manifest(1), Manifest(2), overwrite: true);
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
    }

    [Test]
    public void When_no_snapshot_is_good_the_start_goes_on_without()
    {
        File.Delete(Path.Combine(_root.With(1).Path, Version(1), "c360.duckdb"));
        using SnapshotStore store = _root.Open();
        Assert.That(store.Current, Is.Null);
    }

    [Test]
    public void Publishing_switches_readers_and_the_disk()
    {
        using SnapshotStore store = _root.With(1).Open();
        store.Publish(_root.Build(), Of(2));
        using SnapshotLease lease = store.Lease();
        Assert.That(lease.Snapshot.Version, Is.EqualTo(Version(2)));
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(2)));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), Version(2) }));
    }

    [Test]
    public void A_build_that_is_not_all_there_is_not_published_and_leaves_nothing()
    {
        using SnapshotStore store = _root.With(1).Open();
        string build = _root.Build();
        File.WriteAllText(Path.Combine(build, "c360.duckdb"), "all th");
        Assert.That(() => store.Publish(build, Of(2)), Throws.TypeOf<InvalidDataException>());
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
        Assert.That(_root.Folder.ReadCurrent(), Is.EqualTo(Version(1)));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1) }));
    }

    [Test]
    public void The_latest_are_kept_the_current_one_among_them()
    {
        using SnapshotStore store = _root.With(1, 2, 3, 4).Open(retention: 3);
        store.Publish(_root.Build(), Of(5));
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(3), Version(4), Version(5) }));
    }

    [Test]
    public void The_current_one_stays_also_when_it_is_the_oldest()
    {
        // The clock was set back: what is published now bears the oldest name.
        using SnapshotStore store = _root.With(4, 5, 6).Open(retention: 2);
        store.Publish(_root.Build(), Of(1));
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(1), Version(6) }));
        Assert.That(store.Current?.Version, Is.EqualTo(Version(1)));
    }

    [Test]
    public void One_in_use_goes_behind_its_last_reader()
    {
        using SnapshotStore store = _root.With(1).Open(retention: 1);
        SnapshotLease first = store.Lease();
        SnapshotLease second = store.Lease();
        store.Publish(_root.Build(), Of(2));
        Assert.That(Directory.Exists(_root.Folder.Of(Version(1))), Is.True);
        first.Dispose();
        first.Dispose();
        Assert.That(Directory.Exists(_root.Folder.Of(Version(1))), Is.True, "one reader is left");
        second.Dispose();
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(2) }));
    }

    [Test]
    public void What_somebody_else_keeps_there_is_no_version_and_is_never_removed()
    {
        Directory.CreateDirectory(Path.Combine(_root.With(1).Path, "backup of May"));
        File.Copy(Manifest(1), Path.Combine(_root.Path, "backup of May", "manifest.json"));
        using SnapshotStore store = _root.Open(retention: 1);
        store.Publish(_root.Build(), Of(2));
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", "backup of May", Version(2) }));
    }

    [Test]
    public void The_start_removes_what_killed_processes_left_and_nothing_of_the_living()
    {
        _root.With(1);
        string mine = _root.Build();
        // No process has the number 2147483647: Linux stops at 4194304.
        Directory.CreateDirectory(Path.Combine(_root.Path, $".building-0123abcd-2147483647-1-{Environment.MachineName}"));
        Directory.CreateDirectory(Path.Combine(_root.Path, ".building-0123abcd"));
        Directory.CreateDirectory(Path.Combine(_root.Path, ".removed-0123abcd", "parquet"));
        _root.Write(".current-0123abcd", Version(1));
        using SnapshotStore store = _root.Open();
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), Path.GetFileName(mine) }));
    }

    [Test]
    public void A_confirmation_is_of_one_version()
    {
        using SnapshotStore store = _root.With(1).Open();
        store.Confirm(Version(1), Noon);
        Assert.That(store.ConfirmedAt, Is.EqualTo(Noon));
        store.Publish(_root.Build(), Of(2));
        Assert.That(store.ConfirmedAt, Is.Null);
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
            store.Publish(_root.Build(), Of(version));
        await over.CancelAsync();
        Assert.That(await Task.WhenAll(readers), Is.All.Zero);
        Assert.That(_root.Folder.Versions(), Is.EqualTo(new[] { Version(50) }));
    }

    private string Manifest(int version) => Path.Combine(_root.Path, Version(version), "manifest.json");
}
