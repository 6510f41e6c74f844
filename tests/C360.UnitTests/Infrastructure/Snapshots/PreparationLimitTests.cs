using C360.Infrastructure.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Infrastructure.Snapshots;

internal sealed class PreparationLimitTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    [Test]
    public async Task What_takes_too_long_is_stopped_and_is_no_failure()
    {
        var time = new FakeTimeProvider();
        Task preparing = RunAsync((_, stop) => Task.Delay(Timeout.Infinite, stop), time);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(preparing.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(1));
        await preparing;
    }

    [Test]
    public async Task Whatever_fails_because_its_time_is_over_is_no_failure()
    {
        var time = new FakeTimeProvider();
        await RunAsync(
            (_, _) =>
            {
                time.Advance(Most);
                throw new TimeoutException();
            },
            time
        );
    }

    [Test]
    public async Task A_failure_in_time_is_one() =>
        await Assert.ThatAsync(
            () => RunAsync((_, _) => throw new TimeoutException(), new FakeTimeProvider()),
            Throws.TypeOf<TimeoutException>()
        );

    [Test]
    public async Task Who_gives_it_up_is_told_so_also_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        Task Late(SnapshotLease lease, CancellationToken stop)
        {
            time.Advance(Most);
            return Task.FromCanceled(stop);
        }
        await Assert.ThatAsync(() => RunAsync(Late, time, given.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static Task RunAsync(PrepareSnapshot prepare, TimeProvider time, CancellationToken stop = default) =>
        prepare.Within(Most, time)(null!, stop);
}
