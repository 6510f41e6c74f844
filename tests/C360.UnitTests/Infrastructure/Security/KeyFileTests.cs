using System.Diagnostics;
using System.Runtime.Versioning;
using C360.Application.Ports;
using C360.Domain.Access;
using C360.Infrastructure.Security;

namespace C360.UnitTests.Infrastructure.Security;

internal sealed class KeyFileTests
{
    private static readonly KeyHash Hashes = new("a secret of the tests, 32 characters long");
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("c360-keys-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_key_is_added_listed_and_revoked()
    {
        KeyFile file = File();
        string bi = file.Add("bi", [Scope.Read, Scope.Customers, Scope.Read], new DateOnly(2026, 12, 31), Hashes);
        string ops = file.Add("ops", [Scope.Admin], null, Hashes);
        Assert.Multiple(() =>
        {
            Assert.That(
                file.List().Select(entry => (entry.Id, entry.Hash, string.Join(',', entry.Scopes), entry.Expires)),
                Is.EqualTo(
                    ((string, string, string, string?)[])
                        [
                            ("bi", Convert.ToHexStringLower(Hashes.Of(bi)), "read,customers", "2026-12-31"),
                            ("ops", Convert.ToHexStringLower(Hashes.Of(ops)), "admin", null),
                        ]
                )
            );
            Assert.That(System.IO.File.ReadAllText(Path("keys.json")), Does.Not.Contain(bi).And.Not.Contain(ops));
        });
        file.Revoke("bi");
        Assert.That(file.List().Select(entry => entry.Id), Is.EqualTo((string[])["ops"]));
        file.Revoke("ops");
        Assert.That(file.List(), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(_folder).Select(System.IO.Path.GetFileName), Is.EqualTo((string[])["keys.json"]));
    }

    [Test, UnsupportedOSPlatform("windows")]
    public void The_file_stays_its_owners_whoever_changes_it()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("Only root can change what is another's, so nobody else can do it wrong.");
        File().Add("bi", [Scope.Read], null, Hashes);
        Run("chown", "1654:1654", Path("keys.json"));
        File().Add("ops", [Scope.Admin], null, Hashes);
        File().Revoke("bi");

        Assert.That(Run("stat", "-c", "%u:%g %a", Path("keys.json")), Is.EqualTo("1654:1654 600"));
        Assert.That(File().List().Select(entry => entry.Id), Is.EqualTo((string[])["ops"]));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder).Select(System.IO.Path.GetFileName), Is.EqualTo((string[])["keys.json"]));
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    [TestCase("bi", "has a key bi already: revoke it first, or choose another id")]
    [TestCase("BI", "has a key BI already: revoke it first, or choose another id")]
    [TestCase("a b", "an id must be 1 to 64 letters, digits, dots, hyphens and underscores, and not api-key")]
    [TestCase("api-key", "an id must be 1 to 64 letters, digits, dots, hyphens and underscores, and not api-key")]
    public void An_id_that_cannot_be_used_is_refused(string id, string fault)
    {
        File().Add("bi", [Scope.Read], null, Hashes);
        byte[] before = File().Read();
        Assert.That(() => File().Add(id, [Scope.Read], null, Hashes), Throws.TypeOf<KeyFileException>().With.Message.EqualTo(fault));
        Assert.That(File().Read(), Is.EqualTo(before));
    }

    [Test]
    public void Whoever_is_not_there_cannot_be_revoked() =>
        Assert.That(
            () => File().Revoke("bi"),
            Throws.TypeOf<KeyFileException>().With.Message.EqualTo("has no key of that id; c360 keys list shows which it has")
        );

    [Test]
    public void A_damaged_file_is_not_overwritten()
    {
        System.IO.File.WriteAllText(Path("keys.json"), "[{");
        Assert.That(
            () => File().Add("bi", [Scope.Read], null, Hashes),
            Throws.TypeOf<KeyFileException>().With.Message.StartsWith("line 1: ")
        );
        Assert.That(System.IO.File.ReadAllText(Path("keys.json")), Is.EqualTo("[{"));
    }

    [Test, Platform(Exclude = "Win"), UnsupportedOSPlatform("windows")]
    public void A_new_file_is_its_owners_alone_and_an_old_one_keeps_its_mode()
    {
        File().Add("bi", [Scope.Read], null, Hashes);
        Assert.That(Mode(), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        const UnixFileMode GroupToo = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        System.IO.File.SetUnixFileMode(Path("keys.json"), GroupToo);
        File().Revoke("bi");
        Assert.That(Mode(), Is.EqualTo(GroupToo));

        UnixFileMode Mode() => System.IO.File.GetUnixFileMode(Path("keys.json"));
    }

    [Test, Platform(Exclude = "Win")]
    public void Behind_a_link_the_file_is_changed_and_the_link_stays()
    {
        Directory.CreateDirectory(Path("real"));
        System.IO.File.CreateSymbolicLink(Path("keys.json"), "real/keys.json");
        File().Add("bi", [Scope.Read], null, Hashes);
        File().Add("ops", [Scope.Read], null, Hashes);
        Assert.That(new FileInfo(Path("keys.json")).LinkTarget, Is.EqualTo("real/keys.json"));
        Assert.That(new KeyFile(Path("real/keys.json")).List().Select(entry => entry.Id), Is.EqualTo((string[])["bi", "ops"]));
    }

    [Test]
    public void Two_processes_do_not_change_it_at_once()
    {
        using var other = new FileStream(Path("keys.json.lock"), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        Assert.That(
            () => File().Add("bi", [Scope.Read], null, Hashes),
            Throws.TypeOf<KeyFileException>().With.Message.EqualTo("is being changed by another process: try again")
        );
    }

    [Test]
    public void A_folder_that_is_not_there_is_not_made()
    {
        Assert.That(
            () => new KeyFile(Path("no/keys.json")).Add("bi", [Scope.Read], null, Hashes),
            Throws.TypeOf<KeyFileException>().With.Message.EqualTo("must be a file that can be written, in a folder that can be")
        );
        Assert.That(Directory.Exists(Path("no")), Is.False);
    }

    [Test]
    public void What_cannot_be_read_is_said()
    {
        Assert.Multiple(() =>
        {
            AssertFault(Path("keys.json"), "must be a file that exists; c360 keys add makes one");
            AssertFault(Path("no/keys.json"), "must be a file that exists; c360 keys add makes one");
            AssertFault(_folder, "must be a file that can be read");
        });
        System.IO.File.WriteAllBytes(Path("keys.json"), new byte[1024 * 1024 + 1]);
        AssertFault(Path("keys.json"), "must be a file of less than 1 MiB");

        static void AssertFault(string path, string fault) =>
            Assert.That(() => new KeyFile(path).Read(), Throws.TypeOf<KeyFileException>().With.Message.EqualTo(fault));
    }

    private KeyFile File() => new(Path("keys.json"));

    private string Path(string name) => System.IO.Path.Combine(_folder, name);
}
