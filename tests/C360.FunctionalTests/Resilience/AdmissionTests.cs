using C360.FunctionalTests.Concurrency;
using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.Http;
using C360.FunctionalTests.TestData;
using C360.Infrastructure.DuckDb;
using Microsoft.Extensions.DependencyInjection;

namespace C360.FunctionalTests.Resilience;

/// <summary>One core, so two queries at once; the others wait for their turn, by the default 30 seconds (QUERY_TIMEOUT_SECONDS).</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AdmissionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _gate = new();
    private SourceFolder _data = null!;
    private ApiHost _host = null!;
    private EngineThreads _threads = null!;

    [SetUp]
    public async Task Start()
    {
        _data = new SourceFolder().Customers(new { customer_id = "C1" });
        _host = await ApiHost.StartAsync(
            _data,
            new Dictionary<string, string> { ["ENGINE_THREADS"] = "1" },
            replace: WatchedExecutor.Watch
        );
        _threads = _host.Services.GetRequiredService<EngineThreads>();
    }

    [TearDown]
    public async Task Stop()
    {
        _gate.Set();
        await _host.DisposeAsync();
        _data.Dispose();
        _gate.Dispose();
    }

    [Test]
    public async Task Who_waited_in_vain_for_a_turn_is_told_when_to_come_back_and_nothing_is_said_against_the_engine()
    {
        Task[] blocked = Block();
        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(1, 20).Select(i => _host.Client.GetAsync(Path(i)))];
        await WaitingAsync(20);
        _host.Time.Advance(Deadline - TimeSpan.FromSeconds(1));
        Assert.That(waiting.Any(request => request.IsCompleted), Is.False);
        _host.Time.Advance(TimeSpan.FromSeconds(1));

        foreach (HttpResponseMessage response in await Task.WhenAll(waiting).WaitAsync(Patience))
            using (response)
            {
                await ErrorAnswer.AssertAsync(response, 503, "EngineUnavailable", "engine_busy", ApiHost.Now + Deadline);
                Assert.That(response.Headers.RetryAfter?.ToString(), Is.EqualTo("5"));
            }
        Assert.That(_threads.Waiting, Is.Zero);
        Assert.That((string?)(await _host.GetAsync("/health"))["engine_state"], Is.EqualTo("closed"));

        _gate.Set();
        await Task.WhenAll(blocked);
        Assert.That((await _host.TryGetAsync(Path(1))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Who_had_begun_has_taken_too_long()
    {
        _host.Services.GetRequiredService<WatchedExecutor>().Instead =
            "SELECT count(*) FROM range(100000000) a(i), range(100000000) b(j) WHERE a.i + b.j = -1";
        Task<HttpResponseMessage> request = _host.Client.GetAsync(Path(1));
        await _host.Services.GetRequiredService<WatchedExecutor>().Began.Task.WaitAsync(Patience);
        await WaitingAsync(0);
        _host.Time.Advance(Deadline);
        using HttpResponseMessage response = await request.WaitAsync(Patience);
        await ErrorAnswer.AssertAsync(response, 504, "EngineTimeout", "engine_timeout", ApiHost.Now + Deadline);
    }

    [Test]
    public async Task Who_leaves_frees_his_place_and_the_others_get_their_turn()
    {
        Task[] blocked = Block();
        using var leaving = new CancellationTokenSource();
        Task<HttpResponseMessage> leaver = _host.Client.GetAsync(Path(1), leaving.Token);
        await WaitingAsync(1);
        Task<HttpResponseMessage> stayer = _host.Client.GetAsync(Path(2));
        await WaitingAsync(2);

        await leaving.CancelAsync();
        await Assert.ThatAsync(() => leaver, Throws.InstanceOf<OperationCanceledException>());
        await WaitingAsync(1);

        _gate.Set();
        using HttpResponseMessage response = await stayer.WaitAsync(Patience);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        await Task.WhenAll(blocked);
    }

    private static string Path(int limit) => $"/analytics/customer-profiles?limit={limit}";

    private Task[] Block()
    {
        using var begun = new CountdownEvent(2);
        Task[] blocked = [.. Enumerable.Range(0, 2).Select(_ => _threads.RunAsync(() => Hold(begun), CancellationToken.None))];
        Assert.That(begun.Wait(Patience), Is.True);
        return blocked;
    }

    private void Hold(CountdownEvent begun)
    {
        begun.Signal();
        _gate.Wait();
    }

    private async Task WaitingAsync(int count)
    {
        for (int i = 0; i < 6000 && _threads.Waiting != count; i++)
            await Task.Delay(5);
        Assert.That(_threads.Waiting, Is.EqualTo(count));
    }
}
