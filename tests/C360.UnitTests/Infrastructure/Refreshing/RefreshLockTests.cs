using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Infrastructure.Refreshing;
using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Infrastructure.Refreshing;

/// <summary>The system's lock belongs to an open file, not to a process, so two locks here exclude each other as two processes do.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RefreshLockTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly string _root = Directory.CreateTempSubdirectory("c360-lock-").FullName;
    private readonly FakeTimeProvider _time = new(NumberedSnapshot.Noon);

    private string LockFile => Path.Combine(_root, "refresh.lock");

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Who_comes_second_is_told_who_has_it()
    {
        using HeldLock held = await TakeAsync("first");
        // As a process of another number would have written it: one of this process is waited for, it is about to let go.
        Write(LockHolder.Me("first", NumberedSnapshot.Noon) with { Host = "c360-1", ProcessId = 4711 });
        RefreshElsewhereException? refused = await Assert.ThrowsAsync<RefreshElsewhereException>(() => TakeAsync("second"));
        Assert.That(refused!.Message, Is.EqualTo("Another process is refreshing: 4711 on c360-1 (refresh first)"));
    }

    [Test]
    public async Task What_must_be_done_alone_is_done_before_the_name_is_written()
    {
        LockHolder? meanwhile = LockHolder.Me("x", NumberedSnapshot.Noon);
        var locks = new RefreshLock(new SnapshotOptions { SnapshotPath = _root }, _time);
        using HeldLock held = await locks.TakeAsync("first", () => meanwhile = Read(), CancellationToken.None);
        Assert.That((meanwhile, Read()!.RefreshId), Is.EqualTo(((LockHolder?)null, "first")));
    }

    [Test]
    public async Task What_was_let_go_is_free_and_the_last_deed_is_done_before()
    {
        HeldLock held = await TakeAsync("first");
        bool refusedMeanwhile = false;
        held.Release(() => refusedMeanwhile = !TryOpen());
        Assert.That(refusedMeanwhile, Is.True);
        Assert.That(File.ReadAllText(LockFile), Is.Empty);
        held.Dispose();
        (await TakeAsync("second")).Dispose();
    }

    /// <summary>kill -9: the name stays in the file, the system's lock goes.</summary>
    [Test]
    public async Task That_of_a_dead_process_of_this_system_is_taken_over_at_once()
    {
        Write(Holder(LockHolder.ThisMachine, NumberedSnapshot.Noon));
        using HeldLock held = await TakeAsync("second");
        Assert.That(File.ReadAllText(LockFile), Does.Contain("second").And.Not.Contain("other"));
    }

    [TestCase(0)]
    [TestCase(14.9)]
    [TestCase(-14.9)]
    public async Task Another_system_that_gave_a_sign_of_life_lately_has_it(double secondsAgo)
    {
        Write(Holder("another", NumberedSnapshot.Noon.AddSeconds(-secondsAgo)));
        RefreshElsewhereException? refused = await Assert.ThrowsAsync<RefreshElsewhereException>(() => TakeAsync("second"));
        Assert.That(refused!.Message, Does.Contain("4711 on there (refresh other)"));
        Assert.That(TryOpen(), Is.True, "and the file is not kept");
    }

    /// <summary>Or its clock is an hour ahead: then its signs of life are all in the future.</summary>
    [TestCase(15)]
    [TestCase(-3600)]
    public async Task Another_system_that_seems_dead_is_watched_and_then_taken_over(double secondsAgo)
    {
        Write(Holder("another", NumberedSnapshot.Noon.AddSeconds(-secondsAgo)));
        Task<HeldLock> taking = TakeAsync("second");
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.That(taking.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        using HeldLock held = await taking.WaitAsync(Soon);
        Assert.That(File.ReadAllText(LockFile), Does.Contain("second"));
    }

    [Test]
    public async Task Another_system_whose_clock_is_wrong_has_it_as_long_as_it_gives_signs_of_life()
    {
        LockHolder other = Holder("another", NumberedSnapshot.Noon.AddHours(-1));
        Write(other);
        Task<HeldLock> taking = TakeAsync("second");
        Write(other with { Heartbeat = other.Heartbeat.AddSeconds(2) });
        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThatAsync(() => taking.WaitAsync(Soon), Throws.InstanceOf<RefreshElsewhereException>());
    }

    [Test]
    public async Task A_reader_of_the_file_keeps_nobody_from_taking_it()
    {
        File.WriteAllText(LockFile, "");
        using var reader = new FileStream(LockFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using HeldLock held = await TakeAsync("first");
        Assert.That(RefreshLock.Read(reader)!.RefreshId, Is.EqualTo("first"));
    }

    [Test]
    public async Task A_sign_of_life_is_given_every_two_seconds()
    {
        using HeldLock held = await TakeAsync("first");
        Assert.That(Read()!.Heartbeat, Is.EqualTo(NumberedSnapshot.Noon));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(Read()!.Heartbeat, Is.EqualTo(NumberedSnapshot.Noon.AddSeconds(2)));
        Assert.That(held.Fault, Is.Null);
    }

    /// <summary>A machine that slept through its signs of life: another one took it for dead, and has written its own name.</summary>
    [Test]
    public async Task Who_was_taken_for_dead_notices_stops_and_does_not_write_over_the_other()
    {
        using HeldLock held = await TakeAsync("first");
        Write(Holder("another", NumberedSnapshot.Noon));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(() => held.Lost.IsCancellationRequested, Is.True.After(30_000, 10));
        Assert.That(held.ThrowIfLost, Throws.InstanceOf<RefreshFailedException>().With.Message.Contains("4711 on there"));
        held.Release(static () => { });
        Assert.That(Read()!.RefreshId, Is.EqualTo("other"), "it is the other's");
    }

    [Test]
    public async Task Who_asks_right_before_the_switch_finds_out_without_waiting_for_the_next_sign_of_life()
    {
        using HeldLock held = await TakeAsync("first");
        held.ThrowIfLost();
        Write(Holder("another", NumberedSnapshot.Noon));
        Assert.That(held.ThrowIfLost, Throws.InstanceOf<RefreshFailedException>());
    }

    /// <summary>A moment's hold has no name; who wants to refresh meanwhile waits instead of being refused.</summary>
    [Test]
    public async Task A_moments_hold_keeps_nobody_from_refreshing()
    {
        HeldLock moment = await TakeAsync(null);
        Task<HeldLock> taking = TakeAsync("first");
        Assert.That(taking.IsCompleted, Is.False);
        moment.Dispose();
        using HeldLock held = await taking.WaitAsync(Soon);
        Assert.That(Read()!.RefreshId, Is.EqualTo("first"));
    }

    /// <summary>A power cut may leave anything in the file, and so may an editor.</summary>
    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void Whatever_stands_in_the_file_it_is_nobody_or_somebody_and_can_be_taken(byte[] content)
    {
        File.WriteAllBytes(LockFile, content);
        using HeldLock held = TakeAsync("first").GetAwaiter().GetResult();
        Assert.That(Read()!.RefreshId, Is.EqualTo("first"));
    }

    private Task<HeldLock> TakeAsync(string? refreshId) =>
        new RefreshLock(new SnapshotOptions { SnapshotPath = _root }, _time).TakeAsync(refreshId, static () => { }, CancellationToken.None);

    private static LockHolder Holder(string machine, DateTimeOffset heartbeat) => new("there", machine, 4711, "other", "token", heartbeat);

    private void Write(LockHolder holder)
    {
        using var file = new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(holder.ToBytes());
    }

    private LockHolder? Read()
    {
        using var file = new FileStream(LockFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return RefreshLock.Read(file);
    }

    private bool TryOpen()
    {
        try
        {
            string system = Path.Combine(_root, ".refresh.lock");
            using var file = new FileStream(system, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
