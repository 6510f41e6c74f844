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

    /// <summary>Another process that starts meanwhile must not make the switch fail.</summary>
    [Test]
    public void The_start_leaves_a_switch_of_a_living_process_alone_and_removes_those_of_the_dead()
    {
        _root.With(1);
        string living = $".current-0123abcd-{FolderOwner.Me}";
        _root.Write(living, Version(1));
        // No process has the number 2147483647: Linux stops at 4194304.
        _root.Write($".current-0123abcd-2147483647-1-{Environment.MachineName}", Version(1));
        using SnapshotStore store = _root.Open();
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), living }));
    }

    [Test]
    public async Task Switches_do_not_mind_other_processes_that_start()
    {
        using SnapshotStore store = _root.With(1, 2).Open();
        using var over = new CancellationTokenSource();
        Task starts = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
                new SnapshotFolder(_root.Path).RemoveLeftovers();
        });
        for (int i = 0; i < 300; i++)
            await store.ActivateAsync(Version(1 + i % 2), SnapshotRoot.Unprepared, CancellationToken.None);
        await over.CancelAsync();
        await starts;
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), Version(2) }));
    }

    [Test]
    public void The_start_removes_histories_half_written_anew_but_none_that_is_being_written()
    {
        _root.With(1).Write("refreshes.ndjson", "");
        _root.Write("refreshes.ndjson-now", "");
        _root.Write("refreshes.ndjson-killed", "");
        File.SetLastWriteTimeUtc(Path.Combine(_root.Path, "refreshes.ndjson-killed"), Noon.UtcDateTime);
        using SnapshotStore store = _root.Open();
        Assert.That(_root.Names, Is.EquivalentTo(new[] { "current", Version(1), "refreshes.ndjson", "refreshes.ndjson-now" }));
    }

    private string Manifest(int version) => Path.Combine(_root.Path, Version(version), "manifest.json");
}
