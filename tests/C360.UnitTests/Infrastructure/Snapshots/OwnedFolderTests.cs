using C360.Infrastructure.Snapshots;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OwnedFolderTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("c360-owned-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void A_claimed_folder_is_new_empty_and_stays_while_its_process_lives()
    {
        string folder = OwnedFolder.Claim(Path.Combine(_root, "not there yet"), ".temp-");
        Assert.That(OwnedFolder.Claim(Path.Combine(_root, "not there yet"), ".temp-"), Is.Not.EqualTo(folder));
        Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.Empty);
        OwnedFolder.RemoveAbandoned(Path.Combine(_root, "not there yet"), ".temp-");
        Assert.That(Directory.Exists(folder), Is.True);
    }

    [Test]
    public void What_dead_processes_left_goes_with_all_that_is_in_it_and_other_names_stay()
    {
        string mine = OwnedFolder.Claim(_root, ".temp-");
        string dead = Path.Combine(
            _root,
            Path.GetFileName(mine).Replace($"-{FolderOwner.Me.Start}-", $"-{FolderOwner.Me.Start - 1}-", StringComparison.Ordinal)
        );
        Directory.CreateDirectory(Path.Combine(dead, "queries"));
        File.WriteAllText(Path.Combine(dead, "queries", "spilled"), "much");
        Directory.CreateDirectory(Path.Combine(_root, ".temporary"));

        OwnedFolder.RemoveAbandoned(_root, ".temp-");

        Assert.That(
            Directory.EnumerateDirectories(_root).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { Path.GetFileName(mine), ".temporary" })
        );
    }

    [Test]
    public void A_root_that_is_not_there_has_nothing_to_remove() =>
        Assert.That(() => OwnedFolder.RemoveAbandoned(Path.Combine(_root, "absent"), ".temp-"), Throws.Nothing);

    [Test]
    public void Removing_what_is_gone_is_no_failure() =>
        Assert.That(() => OwnedFolder.Remove(Path.Combine(_root, "absent")), Throws.Nothing);
}
