using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

internal sealed class EngineThreadsTests
{
    private readonly EngineThreads _threads = new(2, "engine");

    [OneTimeTearDown]
    public void End() => _threads.Dispose();

    [Test]
    public async Task A_call_runs_on_a_named_background_thread_and_gives_its_value()
    {
        (string? Name, bool IsBackground, bool IsPool) seen = await _threads.RunAsync(
            () => (Thread.CurrentThread.Name, Thread.CurrentThread.IsBackground, Thread.CurrentThread.IsThreadPoolThread),
            CancellationToken.None
        );

        Assert.That(seen.Name, Is.EqualTo("engine 1").Or.EqualTo("engine 2"));
        Assert.That((seen.IsBackground, seen.IsPool), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task What_follows_a_call_does_not_run_on_the_engines_threads()
    {
        await _threads.RunAsync(() => { }, CancellationToken.None).ConfigureAwait(false);

        Assert.That(Thread.CurrentThread.Name, Does.Not.StartWith("engine"));
    }

    [Test]
    public async Task A_task_started_within_a_call_does_not_run_on_the_engines_threads()
    {
        Task<string?> inner = await _threads.RunAsync(
            () =>
                Task.Factory.StartNew(
                    () => Thread.CurrentThread.Name,
                    CancellationToken.None,
                    TaskCreationOptions.None,
                    TaskScheduler.Current
                ),
            CancellationToken.None
        );

        Assert.That(await inner, Does.Not.StartWith("engine"));
    }

    [Test]
    public async Task No_more_calls_run_at_once_than_there_are_threads()
    {
        int running = 0;
        int most = 0;
        IEnumerable<Task> calls = Enumerable
            .Range(0, 50)
            .Select(_ =>
                _threads.RunAsync(
                    () =>
                    {
                        int now = Interlocked.Increment(ref running);
                        Thread.SpinWait(20_000);
                        InterlockedMax(ref most, now);
                        Interlocked.Decrement(ref running);
                    },
                    CancellationToken.None
                )
            );

        await Task.WhenAll(calls);

        Assert.That(most, Is.EqualTo(2));
    }

    [Test]
    public async Task A_call_cancelled_while_it_waits_never_runs_and_is_answered_at_once()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        Task[] blocked = [Block(_threads, gate), Block(_threads, gate)];
        bool ran = false;
        Task waiting = _threads.RunAsync(() => ran = true, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => waiting, Throws.InstanceOf<OperationCanceledException>());
        gate.Set();
        await Task.WhenAll(blocked);
        await _threads.RunAsync(() => { }, CancellationToken.None);
        Assert.That(ran, Is.False);
    }

    [Test]
    public async Task Waiting_calls_are_counted()
    {
        using var threads = new EngineThreads(1, "counted");
        using var gate = new ManualResetEventSlim();
        using var started = new SemaphoreSlim(0);
        Task running = threads.RunAsync(
            () =>
            {
                started.Release();
                gate.Wait();
            },
            CancellationToken.None
        );
        await started.WaitAsync();
        Task waiting = threads.RunAsync(() => { }, CancellationToken.None);

        Assert.That(threads.Waiting, Is.EqualTo(1));
        gate.Set();
        await Task.WhenAll(running, waiting);
        Assert.That(threads.Waiting, Is.Zero);
    }

    [Test]
    public async Task Who_waits_is_served_in_the_order_of_coming_and_who_leaves_frees_his_place()
    {
        using var threads = new EngineThreads(1, "queue");
        using var gate = new ManualResetEventSlim();
        Task blocked = Block(threads, gate);
        using var leaving = new CancellationTokenSource();
        var served = new List<int>();
        Task[] waiting =
        [
            .. Enumerable
                .Range(1, 20)
                .Select(i => threads.RunAsync(() => served.Add(i), i % 5 == 0 ? leaving.Token : CancellationToken.None)),
        ];
        await leaving.CancelAsync();
        Assert.That(() => threads.Waiting, Is.EqualTo(16).After(5000, 1), "five, ten, fifteen and twenty have left, one runs");

        gate.Set();
        await blocked;
        await Task.WhenAll(waiting.Where((_, i) => (i + 1) % 5 != 0));
        Assert.That(served, Is.EqualTo(Enumerable.Range(1, 20).Where(i => i % 5 != 0)));
    }

    [Test]
    public async Task An_exception_reaches_the_caller_and_the_thread_works_on()
    {
        for (int i = 0; i < 4; i++)
        {
            await Assert.ThatAsync(
                () => _threads.RunAsync(() => throw new DuckDbException("no", DuckDbErrorKind.Io), CancellationToken.None),
                Throws.TypeOf<DuckDbException>()
            );
        }
        Assert.That(await _threads.RunAsync(() => 42, CancellationToken.None), Is.EqualTo(42));
    }

    [Test]
    public async Task Ending_waits_for_what_runs_and_refuses_what_waits_and_comes()
    {
        var threads = new EngineThreads(1, "ending");
        using var gate = new ManualResetEventSlim();
        using var started = new SemaphoreSlim(0);
        Thread? thread = null;
        Task<int> running = threads.RunAsync(
            () =>
            {
                thread = Thread.CurrentThread;
                started.Release();
                gate.Wait();
                return 42;
            },
            CancellationToken.None
        );
        await started.WaitAsync();
        bool ran = false;
        Task waiting = threads.RunAsync(() => ran = true, CancellationToken.None);

        Task ending = Task.Run(threads.Dispose);
        while (!Refuses(threads)) { }
        gate.Set();
        await ending;

        Assert.That(await running, Is.EqualTo(42));
        Assert.That(thread!.IsAlive, Is.False);
        await Assert.ThatAsync(() => waiting, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(ran, Is.False);
        await Assert.ThatAsync(() => threads.RunAsync(() => 1, CancellationToken.None), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(threads.Dispose, Throws.Nothing);
    }

    [Test]
    public void At_least_one_thread_is_needed() =>
        Assert.That(() => new EngineThreads(0, "none"), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static Task Block(EngineThreads threads, ManualResetEventSlim gate) => threads.RunAsync(gate.Wait, CancellationToken.None);

    private static bool Refuses(EngineThreads threads)
    {
        try
        {
            threads.RunAsync(() => { }, CancellationToken.None);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen = most;
        while (now > seen && Interlocked.CompareExchange(ref most, now, seen) is var other && other != seen)
        {
            seen = other;
        }
    }
}
