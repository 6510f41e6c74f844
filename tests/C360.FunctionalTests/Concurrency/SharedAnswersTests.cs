using System.Diagnostics;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Concurrency;

/// <summary>Many who want the same answer at the same time: real host, real engine.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SharedAnswersTests
{
    /// <summary>With a parameter, or the answer would be there before the first request.</summary>
    private const string Path = "/analytics/customer-profiles?limit=1000";
    private const int Callers = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private WatchedExecutor _engine = null!;
    private WatchedCache _cache = null!;

    [SetUp]
    public async Task Start()
    {
        _data = new SourceFolder().Customers(new { }, new { });
        _host = await ApiHost.StartAsync(
            _data,
            replace: services =>
            {
                WatchedExecutor.Watch(services);
                WatchedCache.Watch(services);
            }
        );
        _engine = _host.Services.GetRequiredService<WatchedExecutor>();
        _cache = _host.Services.GetRequiredService<WatchedCache>();
        _cache.Restart();
    }

    [TearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Test]
    public async Task Five_hundred_requests_for_one_cold_answer_run_one_query()
    {
        var gate = new TaskCompletionSource();
        _engine.Gate = gate.Task;
        Task<string>[] callers = [.. Enumerable.Range(0, Callers).Select(_ => _host.Client.GetStringAsync(Path))];
        await _cache.LookedAsync(Callers + 1);
        gate.SetResult();

        string[] bodies = await Task.WhenAll(callers).WaitAsync(Patience);

        Assert.That(_engine.Queries, Is.EqualTo(1));
        Assert.That(bodies.Distinct(), Has.One.Items, "the clock stands still, so the whole bodies agree");
        Assert.That(bodies[0], Does.Contain("\"count\":2"));
    }

    /// <summary>Nobody is held back: some look before the answer is there and join after it has landed.</summary>
    [Test]
    public async Task However_the_requests_meet_one_query_is_enough()
    {
        for (int limit = 1; limit <= 20; limit++)
        {
            int before = _engine.Queries;
            string path = $"/analytics/customer-profiles?limit={limit}";
            await Parallel.ForAsync(0, 50, async (_, token) => await _host.Client.GetStringAsync(path, token));
            Assert.That(_engine.Queries, Is.EqualTo(before + 1));
        }
    }

    [Test]
    public async Task When_499_leave_early_the_one_who_began_it_among_them_the_last_still_gets_the_answer()
    {
        var gate = new TaskCompletionSource();
        _engine.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        Task<string> first = _host.Client.GetStringAsync(Path, leaving.Token);
        await _cache.LookedAsync(2);
        Task<string> last = _host.Client.GetStringAsync(Path);
        await _cache.LookedAsync(3);
        Task<string>[] others = [.. Enumerable.Range(2, Callers - 2).Select(_ => _host.Client.GetStringAsync(Path, leaving.Token))];
        await _cache.LookedAsync(Callers + 1);

        await leaving.CancelAsync();
        foreach (Task<string> leaver in others.Prepend(first))
            await Assert.ThatAsync(() => leaver, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();

        Assert.That(await last.WaitAsync(Patience), Does.Contain("\"count\":2"));
        Assert.That(_engine.Queries, Is.EqualTo(1));
    }

    [Test]
    public async Task When_all_leave_the_engine_stops_within_a_second()
    {
        // Ten thousand million million pairs: no machine gets to the end.
        _engine.Instead = "SELECT 'never', count(*), 0.0, 0.0, 0.0 FROM range(100000000) a(i), range(100000000) b(j) WHERE a.i + b.j = -1";
        using var leaving = new CancellationTokenSource();
        Task<string>[] callers = [.. Enumerable.Range(0, 20).Select(_ => _host.Client.GetStringAsync(Path, leaving.Token))];
        await _engine.Began.Task.WaitAsync(Patience);
        await _cache.LookedAsync(callers.Length + 1);
        Assert.That(_engine.Ended.Task.IsCompleted, Is.False);

        var watch = Stopwatch.StartNew();
        await leaving.CancelAsync();
        await _engine.Ended.Task.WaitAsync(Patience);
        watch.Stop();

        TestContext.Out.WriteLine($"The engine stopped after {watch.ElapsedMilliseconds} ms");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(_engine.Queries, Is.EqualTo(1));
        foreach (Task<string> caller in callers)
            await Assert.ThatAsync(() => caller, Throws.InstanceOf<OperationCanceledException>());

        _engine.Instead = null;
        Assert.That(await _host.Client.GetStringAsync(Path), Does.Contain("\"count\":2"), "and it is there for the next");
    }
}
