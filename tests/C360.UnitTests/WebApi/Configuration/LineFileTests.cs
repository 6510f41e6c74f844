using System.Text;
using C360.WebApi.Configuration;

namespace C360.UnitTests.WebApi.Configuration;

/// <summary>A file of lines that others rename, cut and write to, too.</summary>
internal sealed class LineFileTests
{
    private string _folder = null!;

    private string Log => Path.Combine(_folder, "access.ndjson");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("c360-lines-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void It_is_made_at_once_and_for_its_owner_only()
    {
        _ = new LineFile(Log);
        Assert.That(File.ReadAllText(Log), Is.Empty);
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Log), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void Lines_come_after_those_that_are_there()
    {
        File.WriteAllText(Log, "before\n");
        Write(new LineFile(Log), "one\n", "two\n");
        Assert.That(File.ReadAllText(Log), Is.EqualTo("before\none\ntwo\n"));
    }

    [Test]
    public void Renamed_it_is_made_anew_and_cut_it_goes_on_at_its_start()
    {
        var log = new LineFile(Log);
        Write(log, "one\n");
        File.Move(Log, Log + ".1");
        Write(log, "two\n");
        Assert.That((File.ReadAllText(Log + ".1"), File.ReadAllText(Log)), Is.EqualTo(("one\n", "two\n")));
        File.WriteAllText(Log, "");
        Write(log, "three\n");
        Assert.That(File.ReadAllText(Log), Is.EqualTo("three\n"));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Log), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    /// <summary>Each has its own lock, as two processes have.</summary>
    [Test]
    public void Several_writers_lose_no_line_and_mix_none()
    {
        const int Lines = 500;
        LineFile[] writers = [new(Log), new(Log), new(Log)];
        Parallel.For(0, writers.Length * Lines, i => Write(writers[i % writers.Length], $"{i} {new string('x', i % 100)}\n"));
        Assert.That(
            File.ReadAllLines(Log),
            Is.EquivalentTo(Enumerable.Range(0, writers.Length * Lines).Select(i => $"{i} {new string('x', i % 100)}"))
        );
    }

    [Test]
    public void What_cannot_be_written_is_no_secret()
    {
        Assert.That(() => new LineFile(Path.Combine(_folder, "none", "access.ndjson")), Throws.InstanceOf<IOException>());
        Assert.That(() => new LineFile(_folder), Throws.InstanceOf<UnauthorizedAccessException>().Or.InstanceOf<IOException>());
        var log = new LineFile(Log);
        Directory.Delete(_folder, recursive: true);
        Assert.That(() => Write(log, "one\n"), Throws.InstanceOf<IOException>());
        Directory.CreateDirectory(_folder);
    }

    [Test, Platform("Linux")]
    public void A_full_disk_is_no_secret_either() =>
        Assert.That(() => Write(new LineFile("/dev/full"), "one\n"), Throws.InstanceOf<IOException>());

    private static void Write(LineFile log, params string[] lines)
    {
        foreach (string line in lines)
            log.Write(Encoding.UTF8.GetBytes(line));
    }
}
