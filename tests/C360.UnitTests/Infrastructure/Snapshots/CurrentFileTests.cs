using C360.Infrastructure.Snapshots;
using FsCheck;
using FsCheck.Fluent;
using static C360.UnitTests.NumberedSnapshot;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace C360.UnitTests.Infrastructure.Snapshots;

/// <summary>Whatever stands in the file <c>current</c>, the service starts, serves what is good and goes on doing so.</summary>
internal sealed class CurrentFileTests
{
    private static readonly string[] Pieces =
    [
        Version(1),
        Version(2),
        Version(9),
        "..",
        "/",
        "\\",
        "/etc/passwd",
        "manifest.json",
        "\0",
        "\n",
        "\r",
        " ",
        "\uFEFF",
        "٢٠٢٦",
        "Z-00000a",
        new string('2', 100),
    ];

    [Property(MaxTest = 200)]
    public Property Hostile_texts() =>
        Prop.ForAll(
            Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(),
            text => Survives(System.Text.Encoding.UTF8.GetBytes(text))
        );

    [Property(MaxTest = 200)]
    public Property Any_bytes() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Survives);

    [Test]
    public void A_folder_of_that_name_names_nothing()
    {
        using SnapshotRoot root = new SnapshotRoot().With(1);
        File.Delete(Path.Combine(root.Path, "current"));
        Directory.CreateDirectory(Path.Combine(root.Path, "current"));
        Assert.That(root.Folder.ReadCurrent(), Is.Null);
    }

    private static bool Survives(byte[] current)
    {
        using SnapshotRoot root = new SnapshotRoot().With(1, 2);
        using SnapshotStore before = root.Open();
        File.WriteAllBytes(Path.Combine(root.Path, "current"), current);
        using SnapshotStore store = root.Open();
        string? named = root.Folder.ReadCurrent();
        string good = named == Version(1) ? Version(1) : Version(2);
        // Version 9 is a good name of nothing: who follows it is told so.
        if (named == Version(9))
            Assert
                .ThatAsync(() => before.FollowAsync(SnapshotRoot.Unprepared, CancellationToken.None), Throws.InstanceOf<IOException>())
                .GetAwaiter()
                .GetResult();
        else
            before.FollowAsync(SnapshotRoot.Unprepared, CancellationToken.None).GetAwaiter().GetResult();
        return store.Current?.Version == good
            && before.Current?.Version == good
            && (named is null || new[] { Version(1), Version(2), Version(9) }.Contains(named));
    }
}
