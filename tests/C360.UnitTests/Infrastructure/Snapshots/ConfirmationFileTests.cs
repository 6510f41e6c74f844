using C360.Infrastructure.Snapshots;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConfirmationFileTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("c360-confirmed-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void What_was_written_last_is_read()
    {
        var file = new ConfirmationFile(_root);
        Assert.That(file.Read(), Is.Null);
        file.Write(new Confirmation("20260620T143000Z-1f3a9c", NumberedSnapshot.Noon.AddTicks(1234567)));
        var last = new Confirmation("20260620T143000Z-1f3a9c", NumberedSnapshot.Noon.AddHours(1));
        file.Write(last);
        Assert.That(new ConfirmationFile(_root).Read(), Is.EqualTo(last));
    }

    [Test]
    public void A_disk_that_cannot_be_written_is_no_failure()
    {
        Directory.CreateDirectory(Path.Combine(_root, "confirmed"));
        var file = new ConfirmationFile(_root);
        file.Write(new Confirmation("v", NumberedSnapshot.Noon));
        Assert.That(file.Read(), Is.Null);
    }

    [TestCase("")]
    [TestCase("v\n")]
    [TestCase("v 2026-06-20T12:00:00.0000000Z", Description = "half written")]
    [TestCase("v yesterday\n")]
    [TestCase("v 2026-06-20T12:00:00.0000000Z more\n")]
    public void What_is_none_is_not_read(string text)
    {
        File.WriteAllText(Path.Combine(_root, "confirmed"), text);
        Assert.That(new ConfirmationFile(_root).Read(), Is.Null);
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void Hostile_bytes_are_read_as_none(byte[] content)
    {
        File.WriteAllBytes(Path.Combine(_root, "confirmed"), content);
        Assert.That(new ConfirmationFile(_root).Read(), Is.Null);
    }
}
