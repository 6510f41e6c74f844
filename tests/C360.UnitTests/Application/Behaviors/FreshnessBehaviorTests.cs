using C360.Application.Behaviors;
using C360.Application.Marketing;
using C360.Application.Ports;
using C360.Application.Queries;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Application.Behaviors;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FreshnessBehaviorTests
{
    private readonly Mock<ISnapshotRepository> _snapshots = new();
    private readonly Mock<IRefreshRepository> _refreshes = new();

    // Built one second after noon, and fresh for thirty minutes.
    [TestCase(30, 0, true, ExpectedResult = 0)]
    [TestCase(30, 1, true, ExpectedResult = 1)]
    [TestCase(30, 1, false, ExpectedResult = 0)]
    public async Task<int> A_query_asks_for_a_refresh_when_the_data_is_stale_and_queries_may(int minutes, int seconds, bool may)
    {
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(1));
        await HandleAsync(NumberedSnapshot.Noon.AddMinutes(minutes).AddSeconds(seconds), may);
        return _refreshes.Invocations.Count;
    }

    [Test]
    public async Task A_query_without_a_snapshot_asks_for_one()
    {
        await HandleAsync(NumberedSnapshot.Noon, may: true);
        _refreshes.Verify(refreshes => refreshes.StartBecauseStale(), Times.Once);
    }

    private async Task HandleAsync(DateTimeOffset now, bool may)
    {
        var options = new CacheOptions { RefreshWhenStale = may };
        var behavior = new FreshnessBehavior<ChurnRiskCustomers, Answer<ChurnRiskCustomer>>(
            _snapshots.Object,
            _refreshes.Object,
            options,
            new DataAge(options, _snapshots.Object, new FakeTimeProvider(now))
        );
        var answer = new Answer<ChurnRiskCustomer>([], NumberedSnapshot.Of(1));
        Assert.That(await behavior.Handle(new ChurnRiskCustomers(), default, () => Task.FromResult(answer)), Is.SameAs(answer));
    }
}
