using C360.Application.Behaviors;
using C360.Application.Ports;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Application.Behaviors;

internal sealed class DataAgeTests
{
    // Snapshot 1 was built one second after noon. With a limit of 30 minutes it is fresh until 12:30:01, exclusive.
    [TestCase("12:00:01", 30, ExpectedResult = false)]
    [TestCase("12:30:00.9999999", 30, ExpectedResult = false)]
    [TestCase("12:30:01", 30, ExpectedResult = true)]
    [TestCase("12:00:01", 0, ExpectedResult = true, Description = "zero: never fresh, not even at once")]
    [TestCase("11:00:00", 0, ExpectedResult = true, Description = "nor when the clock was set back behind the build")]
    [TestCase("12:01:00.9999999", 1, ExpectedResult = false)]
    [TestCase("12:01:01", 1, ExpectedResult = true)]
    public bool Data_is_stale_from_the_limit_on(string now, int minutes) => IsStale(now, minutes, confirmed: null);

    // Compared at 12:20:00 and found the same: fresh until 12:50:00, exclusive.
    [TestCase("12:49:59.9999999", ExpectedResult = false)]
    [TestCase("12:50:00", ExpectedResult = true)]
    public bool Data_whose_sources_were_found_unchanged_counts_from_then(string now) => IsStale(now, 30, confirmed: "12:20:00");

    [Test]
    public void A_confirmation_before_the_build_does_not_count() => Assert.That(IsStale("12:30:00", 30, confirmed: "11:00:00"), Is.False);

    [Test]
    public void The_confirmation_of_the_current_snapshot_does_not_make_an_older_one_fresh()
    {
        var snapshots = Mock.Of<ISnapshotRepository>(known =>
            known.Current == NumberedSnapshot.Of(2) && known.ConfirmedAt == NumberedSnapshot.Noon.AddMinutes(40)
        );
        var age = new DataAge(new CacheOptions(), snapshots, new FakeTimeProvider(NumberedSnapshot.Noon.AddMinutes(41)));
        Assert.That(age.IsStale(NumberedSnapshot.Of(1)), Is.True);
        Assert.That(age.IsStale(NumberedSnapshot.Of(2)), Is.False);
    }

    private static bool IsStale(string now, int minutes, string? confirmed)
    {
        var snapshots = Mock.Of<ISnapshotRepository>(known =>
            known.Current == NumberedSnapshot.Of(1) && known.ConfirmedAt == (confirmed == null ? null : At(confirmed))
        );
        return new DataAge(new CacheOptions { CacheTtlMinutes = minutes }, snapshots, new FakeTimeProvider(At(now)!.Value)).IsStale(
            NumberedSnapshot.Of(1)
        );
    }

    private static DateTimeOffset? At(string time) =>
        NumberedSnapshot.Noon.Date + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture) is var moment
            ? new DateTimeOffset(moment, TimeSpan.Zero)
            : null;
}
