using System.Text;
using C360.Domain.Refreshing;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.Snapshots;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Infrastructure.Refreshing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RefreshHistoryTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("c360-history-").FullName;
    private readonly FakeTimeProvider _time = new(NumberedSnapshot.Noon);

    private string HistoryPath => Path.Combine(_root, "refreshes.ndjson");

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void What_one_process_tells_the_next_knows_in_full()
    {
        RefreshHistory first = Open();
        Refresh told = Refresh("r1") with
        {
            Force = true,
            Keys = [new IdempotencyKey("nightly", Force: true, NumberedSnapshot.Noon, Started: true)],
        };
        first.Add(told);
        first.Change("r1", refresh => refresh with { Sources = [new SourceRows("sales/transactions", 12, 3)] });
        Refresh ended = first.Change(
            "r1",
            refresh =>
                refresh with
                {
                    Status = RefreshStatus.Succeeded,
                    FinishedAt = NumberedSnapshot.Noon.AddMinutes(1),
                    Models = [new ModelTime("sales", 17)],
                    StageNumber = 27,
                    StageCount = 27,
                    DataVersion = "20260620T143000Z-1f3a9c",
                },
            told: true
        )!;

        Refresh known = Open().Find("r1")!;
        Assert.That(known with { Sources = ended.Sources, Models = ended.Models, Keys = ended.Keys }, Is.EqualTo(ended));
        Assert.That(known.Sources, Is.EqualTo(ended.Sources));
        Assert.That(known.Models, Is.EqualTo(ended.Models));
        Assert.That(known.Keys, Is.EqualTo(told.Keys));
        Assert.That(Open().LatestPublished, Is.EqualTo("20260620T143000Z-1f3a9c"));
    }

    [Test]
    public void The_latest_come_first_in_the_order_of_their_acceptance_whatever_the_clock_says()
    {
        RefreshHistory history = Open();
        foreach (string id in (string[])["a", "b", "c"])
        {
            history.Add(Refresh(id) with { StartedAt = _time.GetUtcNow() });
            _time.AdjustTime(_time.GetUtcNow().AddHours(-1));
        }
        Assert.That(history.LatestFirst(2).Select(refresh => refresh.Id), Is.EqualTo(new[] { "c", "b" }));
        Assert.That(Open().Latest!.Id, Is.EqualTo("c"));
    }

    [Test]
    public void A_process_learns_what_another_told_and_keeps_what_it_knows_better_of_its_own()
    {
        RefreshHistory mine = Open();
        mine.Add(Refresh("mine"));
        mine.Change("mine", refresh => refresh with { Percent = 40 });
        RefreshHistory other = Open();
        other.Add(Refresh("other"));

        mine.Reload();

        Assert.That(mine.Find("other"), Is.Not.Null);
        Assert.That(mine.Find("mine")!.Percent, Is.EqualTo(40));
        Assert.That((mine.HasActiveElsewhere, other.HasActiveElsewhere), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Who_has_the_lock_ends_the_refreshes_of_processes_that_died_but_not_its_own()
    {
        Open().Add(Refresh("dead") with { Percent = 30, Status = RefreshStatus.Running });
        RefreshHistory next = Open();
        next.Add(Refresh("mine"));
        using (HeldLock held = await new RefreshLock(Options, _time).TakeAsync("mine", static () => { }, CancellationToken.None))
            next.EndTheDead(held);

        foreach (RefreshHistory history in (RefreshHistory[])[next, Open()])
        {
            Refresh dead = history.Find("dead")!;
            Assert.That((dead.Status, dead.Percent), Is.EqualTo((RefreshStatus.Failed, 30.0)));
            Assert.That(dead.FinishedAt, Is.EqualTo(NumberedSnapshot.Noon));
            Assert.That(dead.Error, Is.EqualTo("The process that ran it (42 on elsewhere) ended before it had finished"));
            Assert.That(history.Find("mine")!.IsActive, Is.True);
        }
    }

    /// <summary>One joins the refresh with a key while it ends: whoever writes last must not write what was before.</summary>
    [Test]
    public void Of_two_who_tell_at_once_the_last_line_is_what_is_known()
    {
        for (int round = 0; round < 200; round++)
        {
            RefreshHistory history = Open();
            string id = $"r{round}";
            history.Add(Refresh(id));
            var key = new IdempotencyKey("nightly", Force: false, NumberedSnapshot.Noon, Started: false);
            Parallel.Invoke(
                () => history.Change(id, refresh => refresh.Named(key), told: true, durably: false),
                () => history.Change(id, refresh => refresh with { Status = RefreshStatus.Succeeded }, told: true, durably: false)
            );
            Assert.That(Open().Find(id)!.Status, Is.EqualTo(RefreshStatus.Succeeded), id);
        }
    }

    [TestCase(0, ExpectedResult = true)]
    [TestCase(23.999, ExpectedResult = true)]
    [TestCase(24, ExpectedResult = false)]
    [TestCase(-5, ExpectedResult = true, Description = "the clock was set back")]
    public bool A_key_names_its_refresh_for_a_day(double hoursLater)
    {
        RefreshHistory history = Open();
        history.Add(Refresh("r1").Named(new IdempotencyKey("nightly", Force: false, _time.GetUtcNow(), Started: true)));
        _time.AdjustTime(NumberedSnapshot.Noon.AddHours(hoursLater));
        Assert.That(history.Named("Nightly"), Is.Null, "keys are told apart by case");
        return history.Named("nightly")?.Refresh.Id == "r1";
    }

    [Test]
    public void A_thousand_are_kept_and_the_file_is_written_anew_when_it_has_grown_long()
    {
        RefreshHistory history = Open();
        for (int i = 0; i < 2100; i++)
        {
            history.Add(Refresh($"r{i}"));
            history.Change($"r{i}", refresh => refresh with { Status = RefreshStatus.Failed }, told: true);
        }
        new HistoryFile(HistoryPath).Compact();

        Assert.That(File.ReadLines(HistoryPath).Count(), Is.EqualTo(1000));
        Assert.That(Directory.EnumerateFiles(_root).Count(), Is.EqualTo(1), "nothing is left beside it");
        RefreshHistory next = Open();
        Assert.That((next.Latest!.Id, next.Find("r1099"), next.LatestFirst(5000).Count), Is.EqualTo(("r2099", (Refresh?)null, 1000)));
        Assert.That(next.Find("r1100")!.Status, Is.EqualTo(RefreshStatus.Failed));
    }

    [Test]
    public void A_disk_that_cannot_be_written_loses_nothing_in_memory()
    {
        RefreshHistory history = Open();
        // Where the file would be is a folder.
        Directory.CreateDirectory(HistoryPath);
        history.Add(Refresh("r1"));
        Assert.That(history.Change("r1", refresh => refresh with { Status = RefreshStatus.Failed }, told: true), Is.Not.Null);
        Assert.That(history.Find("r1")!.Status, Is.EqualTo(RefreshStatus.Failed));
        history.Reload();
        Assert.That(history.Latest!.Id, Is.EqualTo("r1"));
    }

    /// <summary>kill -9 in the middle of a line, a foreign tool's lines, a disk's rubbish: whole lines are found, the others passed over.</summary>
    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property Whatever_stands_between_whole_lines_they_are_all_found() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[][]>(),
            rubbish =>
            {
                File.Delete(HistoryPath);
                RefreshHistory history = Open();
                for (int i = 0; i < rubbish.Length; i++)
                {
                    history.Add(Refresh($"r{i}"));
                    using var file = new FileStream(HistoryPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                    file.Write(rubbish[i]);
                }
                history.Add(Refresh("last"));
                string[] expected = [.. Enumerable.Range(0, rubbish.Length).Select(i => $"r{i}"), "last"];
                Assert.That(Open().LatestFirst(5000).Select(refresh => refresh.Id).Reverse(), Is.EqualTo(expected));
            }
        );

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"id\":null,\"status\":\"running\"}")]
    [TestCase("{\"id\":\"x\",\"status\":\"no such\",\"trigger\":\"admin\"}")]
    public void A_line_that_is_no_refresh_is_passed_over(string line)
    {
        File.WriteAllText(HistoryPath, line, Encoding.UTF8);
        Assert.That(Open().Latest, Is.Null);
    }

    private SnapshotOptions Options => new() { SnapshotPath = _root };

    private RefreshHistory Open() => new(Options, _time, NullLogger<RefreshHistory>.Instance);

    private static Refresh Refresh(string id) =>
        new()
        {
            Id = id,
            Status = RefreshStatus.Queued,
            Trigger = RefreshTrigger.Admin,
            Owner = new RefreshOwner("elsewhere", 42),
            StartedAt = NumberedSnapshot.Noon,
        };
}
