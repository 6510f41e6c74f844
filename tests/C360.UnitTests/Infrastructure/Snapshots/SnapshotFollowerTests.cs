using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Time.Testing;
using static C360.UnitTests.NumberedSnapshot;

namespace C360.UnitTests.Infrastructure.Snapshots;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SnapshotFollowerTests
{
    private readonly SnapshotRoot _root = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly NotingLogger<SnapshotFollower> _log = new();
    private SnapshotStore _store = null!;
    private SnapshotFollower _follower = null!;

    [TearDown]
    public async Task Stop()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _store.Dispose();
        if (Directory.Exists(_root.Path))
            _root.Dispose();
    }

    [Test]
    public async Task What_another_process_publishes_is_served()
    {
        await StartAsync();
        using SnapshotStore other = _root.Open();
        await _root.PublishAsync(other, 1);
        await UntilAsync(() => _store.Current?.Version == Version(1));
        await _root.PublishAsync(other, 2);
        await UntilAsync(() => _store.Current?.Version == Version(2));
        Assert.That(_store.Previous?.Version, Is.EqualTo(Version(1)));
        Assert.That(_log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_damaged_one_is_warned_of_once_tried_every_half_minute_and_served_when_it_is_whole()
    {
        _root.With(1);
        await StartAsync();
        _root.With(2).Damage(2);
        await UntilAsync(() => !_log.Warnings.IsEmpty);
        int tried = _root.Checks;
        for (int second = 0; second < 25; second++)
            await TickAsync();
        Assert.That(_root.Checks, Is.EqualTo(tried), "not again within half a minute");
        await UntilAsync(() => _root.Checks > tried);
        Assert.That(_store.Current?.Version, Is.EqualTo(Version(1)));
        await File.WriteAllTextAsync(_root.FileOf(2), "all there");
        await UntilAsync(() => _store.Current?.Version == Version(2));
        Assert.That(_log.Warnings, Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_missing_one_is_warned_of_and_another_is_followed_at_once()
    {
        _root.With(1);
        await StartAsync();
        _root.Folder.WriteCurrent(Version(9));
        await UntilAsync(() => !_log.Warnings.IsEmpty);
        _root.With(2);
        await UntilAsync(() => _store.Current?.Version == Version(2));
        Assert.That(_time.GetUtcNow() - Noon, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task First_answers_that_take_long_do_not_keep_it_from_following()
    {
        _root.With(1);
        await StartAsync((_, token) => Task.Delay(Timeout.Infinite, token));
        _root.With(2);
        await UntilAsync(() => _store.Current?.Version == Version(2));
    }

    [Test]
    public async Task A_folder_that_vanishes_is_warned_of_once_and_followed_again_when_it_is_back()
    {
        _root.With(1);
        await StartAsync();
        string away = _root.Path + "-away";
        Directory.Move(_root.Path, away);
        await UntilAsync(() => !_log.Warnings.IsEmpty);
        for (int second = 0; second < 20; second++)
            await TickAsync();
        Assert.That(_store.Current?.Version, Is.EqualTo(Version(1)));
        Assert.That(_log.Warnings, Has.Exactly(1).Items);
        Directory.Move(away, _root.Path);
        _root.With(2);
        await UntilAsync(() => _store.Current?.Version == Version(2));
    }

    [Test]
    public async Task The_mark_is_touched_every_few_seconds()
    {
        _root.With(1);
        await StartAsync();
        string mark = _root.Marks[0];
        DateTime old = Noon.UtcDateTime.AddYears(-1);
        File.SetLastWriteTimeUtc(mark, old);
        await UntilAsync(() => File.GetLastWriteTimeUtc(mark) != old);
        Assert.That(await File.ReadAllTextAsync(mark), Is.EqualTo(Version(1) + "\n"));
    }

    private async Task StartAsync(PrepareSnapshot? prepare = null)
    {
        _store = _root.Open();
        _follower = new SnapshotFollower(_store, prepare ?? SnapshotRoot.Unprepared, _time, _log);
        await _follower.StartAsync(CancellationToken.None);
    }

    /// <summary>A second passes; what it sets off on other threads gets time to happen.</summary>
    private async Task TickAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(10);
    }

    /// <summary>What begins on another thread is waited for in a loop that has an end; seconds pass meanwhile.</summary>
    private async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 1000 && !condition(); i++)
            await TickAsync();
        Assert.That(condition(), Is.True);
    }
}
