using System.Diagnostics;
using C360.Infrastructure.Snapshots;

namespace C360.UnitTests.Infrastructure.Snapshots;

internal sealed class FolderOwnerTests
{
    [Test]
    public void This_process_lives() => Assert.That(FolderOwner.Me.Lives(), Is.True);

    [Test]
    public void An_owner_reads_back() => Assert.That(FolderOwner.Parse($"{FolderOwner.Me}"), Is.EqualTo(FolderOwner.Me));

    [Test]
    public void A_machine_may_have_dashes_in_its_name() =>
        Assert.That(FolderOwner.Parse("12-345-web-1.example"), Is.EqualTo(new FolderOwner(12, 345, "web-1.example")));

    [TestCase("")]
    [TestCase("12-345")]
    [TestCase("twelve-345-web")]
    [TestCase("12-now-web")]
    public void Other_texts_name_no_owner(string text) => Assert.That(FolderOwner.Parse(text), Is.Null);

    [Test]
    public void A_later_process_with_the_same_number_is_another_one() =>
        Assert.That((FolderOwner.Me with { Start = FolderOwner.Me.Start - 1 }).Lives(), Is.False);

    [Test]
    public void Of_another_machine_nothing_is_known() => Assert.That(new FolderOwner(1, 2, "elsewhere").Lives(), Is.True);

    [Test, Platform("Linux")]
    public void The_start_is_the_one_that_every_process_sees()
    {
        // Field 22 of proc(5), read by another program.
        using Process sed = Process.Start(
            new ProcessStartInfo("sed", ["-E", "s/.*\\) //", $"/proc/{Environment.ProcessId}/stat"]) { RedirectStandardOutput = true }
        )!;
        Assert.That(sed.StandardOutput.ReadToEnd().Split(' ')[22 - 3], Is.EqualTo($"{FolderOwner.Me.Start}"));
    }
}
