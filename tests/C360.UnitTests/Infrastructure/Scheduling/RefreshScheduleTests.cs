using C360.Application.Ports;
using C360.Domain.Refreshing;
using C360.Infrastructure.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Infrastructure.Scheduling;

/// <summary>The clock stands still unless it is moved, and whatever is due then has happened when the move returns.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RefreshScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly Mock<IRefreshRepository> _refreshes = new();
    private readonly List<DateTimeOffset> _asked = [];
    private Func<Task<RefreshStart>> _answer = () => Task.FromResult(new RefreshStart(RefreshStartOutcome.UpToDate, null));
    private RefreshSchedule _schedule = null!;

    [SetUp]
    public void Listen() =>
        _refreshes
            .Setup(refreshes => refreshes.StartAsync(RefreshTrigger.Schedule, false, null, It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                _asked.Add(_time.GetUtcNow());
                return _answer();
            });

    [TearDown]
    public async Task StopAsync()
    {
        await _schedule.StopAsync(CancellationToken.None);
        _schedule.Dispose();
    }

    [Test]
    public void Each_moment_that_is_due_asks_for_a_refresh_once()
    {
        Start("30 2 * * *", "Europe/Berlin"); // 00:30 UTC in summer
        Pass(TimeSpan.FromHours(36));
        Assert.That(_asked, Is.EqualTo((DateTimeOffset[])[At(21, 0, 30)]));
        Pass(TimeSpan.FromDays(1));
        Assert.That(_asked, Is.EqualTo((DateTimeOffset[])[At(21, 0, 30), At(22, 0, 30)]));
    }

    [Test]
    public void A_moment_further_off_than_any_timer_can_wait_comes()
    {
        Start("0 0 1 1 *"); // 195 days
        Pass(TimeSpan.FromDays(194));
        Assert.That(_asked, Is.Empty);
        Pass(TimeSpan.FromDays(1));
        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_was_missed_is_made_up_for_once()
    {
        Start("*/10 * * * *");
        _time.Advance(TimeSpan.FromHours(9)); // asleep, or the clock was set: 54 moments
        Assert.That(_asked, Is.EqualTo((DateTimeOffset[])[At(20, 21, 0)]));
        Assert.That(_schedule.NextRuns().First(), Is.EqualTo(At(20, 21, 10)));
        Pass(TimeSpan.FromMinutes(10));
        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_clock_put_back_a_little_repeats_nothing()
    {
        Start("0 * * * *");
        Pass(TimeSpan.FromMinutes(61));
        PutBackTo(At(20, 12, 58));
        Pass(TimeSpan.FromMinutes(5));
        Assert.That(_asked, Is.EqualTo((DateTimeOffset[])[At(20, 13, 0)]));
        Pass(TimeSpan.FromHours(1));
        Assert.That(_asked, Is.EqualTo((DateTimeOffset[])[At(20, 13, 0), At(20, 14, 0)]));
    }

    [Test]
    public void A_clock_that_was_far_ahead_does_not_silence_the_schedule()
    {
        Start("0 * * * *");
        _time.Advance(TimeSpan.FromDays(400));
        _asked.Clear();
        PutBackTo(At(20, 12, 10));
        Pass(TimeSpan.FromHours(1));
        Assert.That(_asked, Is.EqualTo((DateTimeOffset[])[At(20, 13, 0)]));
    }

    [Test]
    public void While_one_is_being_asked_for_no_other_is()
    {
        var comparison = new TaskCompletionSource<RefreshStart>();
        _answer = () => comparison.Task;
        Start("* * * * *");
        Pass(TimeSpan.FromMinutes(10));
        Assert.That(_asked, Has.Count.EqualTo(1));
        _answer = () => Task.FromResult(new RefreshStart(RefreshStartOutcome.UpToDate, null));
        comparison.SetResult(new RefreshStart(RefreshStartOutcome.UpToDate, null));
        Pass(TimeSpan.FromMinutes(1));
        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_goes_wrong_is_told_and_does_not_end_the_schedule()
    {
        _answer = () => throw new InvalidOperationException("a bug");
        Start("0 * * * *");
        Pass(TimeSpan.FromHours(1));
        Assert.That(_schedule.LastRun, Is.EqualTo(new ScheduledRun(At(20, 13, 0), ScheduledRunOutcome.Failed, null)));
        // Not its own stop: whoever is asked gave up.
        _answer = () => Task.FromCanceled<RefreshStart>(new CancellationToken(canceled: true));
        Pass(TimeSpan.FromHours(1));
        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_refresh_of_another_process_is_no_failure()
    {
        _answer = () => throw new RefreshElsewhereException(new RefreshOwner("host-2", 4711), "9f2c4e81d0a7");
        Start("0 * * * *");
        Pass(TimeSpan.FromHours(1));
        Assert.That(_schedule.LastRun, Is.EqualTo(new ScheduledRun(At(20, 13, 0), ScheduledRunOutcome.Elsewhere, null)));
    }

    [TestCase(RefreshStartOutcome.Started, ScheduledRunOutcome.Started, "r1")]
    [TestCase(RefreshStartOutcome.AlreadyRunning, ScheduledRunOutcome.AlreadyRunning, "r1")]
    [TestCase(RefreshStartOutcome.UpToDate, ScheduledRunOutcome.UpToDate, null)]
    public void What_came_of_it_is_kept(RefreshStartOutcome outcome, ScheduledRunOutcome expected, string? id)
    {
        Refresh? refresh = id is null
            ? null
            : new Refresh
            {
                Id = id,
                Status = RefreshStatus.Queued,
                Trigger = RefreshTrigger.Schedule,
                StartedAt = Noon,
                Owner = new RefreshOwner("host-1", 4711),
            };
        _answer = () => Task.FromResult(new RefreshStart(outcome, refresh));
        Start("0 * * * *");
        Assert.That(_schedule.LastRun, Is.Null);
        Pass(TimeSpan.FromHours(1));
        Assert.That(_schedule.LastRun, Is.EqualTo(new ScheduledRun(At(20, 13, 0), expected, id)));
    }

    [Test]
    public async Task Once_stopped_it_asks_for_nothing()
    {
        Start("* * * * *");
        await _schedule.StopAsync(CancellationToken.None);
        Pass(TimeSpan.FromMinutes(5));
        Assert.That(_asked, Is.Empty);
    }

    [Test]
    public void Without_an_expression_nothing_is_ever_due()
    {
        Start(null);
        Pass(TimeSpan.FromDays(2));
        Assert.That(_asked, Is.Empty);
        Assert.That(_schedule.NextRuns(), Is.Empty);
    }

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 6, day, hour, minute, 0, TimeSpan.Zero);

    private void Start(string? cron, string zone = "UTC")
    {
        _schedule = new RefreshSchedule(
            new ScheduleOptions { RefreshCron = cron, RefreshTimezone = zone },
            _refreshes.Object,
            _time,
            NullLogger<RefreshSchedule>.Instance
        );
        _ = _schedule.StartAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass as it does: minute by minute.</summary>
    private void Pass(TimeSpan span)
    {
        for (DateTimeOffset end = _time.GetUtcNow() + span; _time.GetUtcNow() < end; )
            _time.Advance(TimeSpan.FromMinutes(1));
    }

    private void PutBackTo(DateTimeOffset moment)
    {
        // A fake clock has one time for the wall and for its timers, which therefore wait until the old time comes again; a real one's do not.
        _time.AdjustTime(moment);
        _time.Advance(TimeSpan.FromMinutes(1));
    }
}
