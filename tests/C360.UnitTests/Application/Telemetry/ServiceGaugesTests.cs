using System.Diagnostics.Metrics;
using C360.Application.Behaviors;
using C360.Application.Ports;
using C360.Application.Telemetry;
using C360.Domain.Refreshing;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Application.Telemetry;

internal sealed class ServiceGaugesTests
{
    // The refresh ended at 12:10. A comparison in the same moment or before says nothing of what failed in it.
    [TestCase(RefreshStatus.Failed, null, "failed")]
    [TestCase(RefreshStatus.Failed, 9, "failed")]
    [TestCase(RefreshStatus.Failed, 10, "failed")]
    [TestCase(RefreshStatus.Failed, 11, "")]
    [TestCase(RefreshStatus.Succeeded, 11, "succeeded")]
    [TestCase(RefreshStatus.Cancelled, 11, "cancelled")]
    [TestCase(null, 11, null)]
    public void A_failure_counts_until_the_sources_are_found_as_they_were_built(RefreshStatus? ended, int? confirmed, string? expected)
    {
        IRefreshRepository refreshes = Mock.Of<IRefreshRepository>(known =>
            known.LatestEnded == (ended == null ? null : Ended(ended.Value, NumberedSnapshot.Noon.AddMinutes(10)))
        );
        ISnapshotRepository snapshots = Mock.Of<ISnapshotRepository>(known =>
            known.Current == NumberedSnapshot.Of(1)
            && known.ConfirmedAt == (confirmed == null ? null : NumberedSnapshot.Noon.AddMinutes(confirmed.Value))
        );
        Dictionary<string, long> outcomes = Latest(refreshes, snapshots);
        Assert.That(outcomes.Keys, Is.EqualTo(expected is null ? [] : (string[])["succeeded", "failed", "cancelled"]));
        Assert.That(
            string.Join(' ', outcomes.Where(outcome => outcome.Value == 1).Select(outcome => outcome.Key)),
            Is.EqualTo(expected ?? "")
        );
    }

    private static Dictionary<string, long> Latest(IRefreshRepository refreshes, ISnapshotRepository snapshots)
    {
        var time = new FakeTimeProvider(NumberedSnapshot.Noon.AddHours(1));
        using var metrics = new ServiceMetrics(time);
        using var cache = new MemoryCache(new MemoryCacheOptions());
        _ = new ServiceGauges(
            metrics,
            cache,
            snapshots,
            refreshes,
            Mock.Of<IEngineStatus>(),
            Mock.Of<ISparkStatus>(),
            new DataAge(new CacheOptions(), snapshots, time),
            time
        );
        var outcomes = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == metrics.Meter && instrument.Name == "c360.refresh.latest")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, labels, _) => outcomes.Add((string)labels[0].Value!, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return outcomes;
    }

    private static Refresh Ended(RefreshStatus status, DateTimeOffset at) =>
        new()
        {
            Id = "R1",
            Status = status,
            Trigger = RefreshTrigger.Admin,
            Owner = new RefreshOwner("host", 1),
            StartedAt = at.AddMinutes(-1),
            FinishedAt = at,
        };
}
