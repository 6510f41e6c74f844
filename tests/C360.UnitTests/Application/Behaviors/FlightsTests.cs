using C360.Application.Behaviors;

namespace C360.UnitTests.Application.Behaviors;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FlightsTests
{
    private readonly Flights<string, int> _flights = new();
    private readonly List<Run> _runs = [];

    /// <summary>What would never end is a failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Five_hundred_callers_share_one_run()
    {
        Caller[] callers = [.. Enumerable.Range(0, 500).Select(_ => Join())];
        _runs[0].Makes.SetResult(42);

        (int Result, bool Joined)[] answers = await Task.WhenAll(callers.Select(caller => caller.Task));

        Assert.That(_runs, Has.Count.EqualTo(1));
        Assert.That(answers.Select(answer => answer.Result), Is.All.EqualTo(42));
        Assert.That(answers.Count(answer => !answer.Joined), Is.EqualTo(1), "one began it, 499 joined");
    }

    [Test]
    public async Task The_last_caller_gets_the_result_when_499_have_left_the_one_who_began_it_among_them()
    {
        Caller[] callers = [.. Enumerable.Range(0, 500).Select(_ => Join())];
        foreach (Caller leaver in callers[..^1])
            await leaver.LeavesAsync();
        Assert.That(_runs[0].Token.IsCancellationRequested, Is.False);

        _runs[0].Makes.SetResult(42);

        Assert.That(await callers[^1].Task, Is.EqualTo((42, true)));
    }

    [Test]
    public async Task The_run_is_stopped_when_all_have_left_and_who_comes_then_begins_another()
    {
        Caller[] callers = [Join(), Join(), Join()];
        foreach (Caller leaver in callers)
            await leaver.LeavesAsync();
        Assert.That(_runs[0].Token.IsCancellationRequested, Is.True);

        Caller next = Join();
        _runs[1].Makes.SetResult(2);

        Assert.That(await next.Task, Is.EqualTo((2, false)));
        Assert.That(_runs[1].Token.IsCancellationRequested, Is.True, "over: whoever still holds the token may let go");
    }

    [Test]
    public async Task A_stopped_run_that_ends_late_leaves_the_next_one_alone()
    {
        await Join().LeavesAsync();
        Caller second = Join();
        _runs[0].Makes.SetResult(1);
        Caller third = Join();
        _runs[1].Makes.SetResult(2);

        Assert.That(await Task.WhenAll(second.Task, third.Task), Is.EqualTo(new[] { (2, false), (2, true) }));
        Assert.That(_runs, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_failure_reaches_all_who_wait_and_the_next_call_runs_again()
    {
        Caller[] callers = [Join(), Join(), Join()];
        _runs[0].Makes.SetException(new InvalidDataException("broken"));
        foreach (Caller caller in callers)
            await Assert.ThatAsync(() => caller.Task, Throws.TypeOf<InvalidDataException>().With.Message.EqualTo("broken"));

        Caller next = Join();
        _runs[1].Makes.SetResult(7);

        Assert.That(await next.Task, Is.EqualTo((7, false)));
    }

    [Test]
    public async Task A_run_that_throws_before_it_waits_fails_its_caller_and_nobody_else()
    {
        await Assert.ThatAsync(
            () => _flights.JoinAsync("key", _ => throw new InvalidDataException(), CancellationToken.None),
            Throws.TypeOf<InvalidDataException>()
        );
        Caller next = Join();
        _runs[0].Makes.SetResult(7);
        Assert.That(await next.Task, Is.EqualTo((7, false)));
    }

    [Test]
    public async Task A_run_that_is_cancelled_by_something_else_fails_like_any_other()
    {
        Caller[] callers = [Join(), Join()];
        _runs[0].Makes.SetCanceled();
        foreach (Caller caller in callers)
            await Assert.ThatAsync(() => caller.Task, Throws.InstanceOf<OperationCanceledException>());
        Join();
        Assert.That(_runs, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_has_landed_is_not_joined_any_more()
    {
        Caller first = Join();
        _runs[0].Makes.SetResult(1);
        await first.Task;
        Join();
        Assert.That(_runs, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Who_has_left_before_asking_begins_nothing()
    {
        await Assert.ThatAsync(
            () => Join(cancellationToken: new CancellationToken(canceled: true)).Task,
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(_runs, Is.Empty);
    }

    [Test]
    public void Different_keys_do_not_meet()
    {
        Join();
        Join("another");
        Assert.That(_runs, Has.Count.EqualTo(2));
    }

    /// <summary>Each byte is a step (join, leave, land, fail), compared with what the sentences above say: runs begun, runs stopped, results.</summary>
    [FsCheck.NUnit.Property(MaxTest = 500)]
    public async Task<bool> Any_order_of_joining_leaving_landing_and_failing_goes_well(byte[] steps)
    {
        var flights = new FlightsTests();
        List<Caller> waiting = [];
        int begun = 0;
        bool flying = false;
        foreach (byte step in steps)
        {
            switch (step % 5)
            {
                case 0 or 1:
                    (begun, flying) = (flying ? begun : begun + 1, true);
                    waiting.Add(flights.Join());
                    break;
                case 2 when flying:
                    Caller leaver = waiting[step / 5 % waiting.Count];
                    waiting.Remove(leaver);
                    await leaver.LeavesAsync();
                    flying = waiting.Count > 0;
                    break;
                case 3 when flying:
                    flights._runs[^1].Makes.SetResult(begun);
                    if ((await Task.WhenAll(waiting.Select(caller => caller.Task))).Any(answer => answer.Result != begun))
                        return false;
                    (waiting, flying) = ([], false);
                    break;
                case 4 when flying:
                    flights._runs[^1].Makes.SetException(new InvalidDataException());
                    foreach (Caller caller in waiting)
                        await Assert.ThatAsync(() => caller.Task, Throws.TypeOf<InvalidDataException>());
                    (waiting, flying) = ([], false);
                    break;
            }
            bool asSaid = flights._runs.Count == begun && flights._runs.Take(begun - 1).All(run => run.Token.IsCancellationRequested);
            if (!asSaid || (begun > 0 && flights._runs[^1].Token.IsCancellationRequested == flying))
                return false;
        }
        return true;
    }

    [Test, CancelAfter(60_000)]
    public async Task Callers_on_many_threads_that_come_and_go_get_the_result_or_leave(CancellationToken test)
    {
        int finished = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20_000),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = test },
            async (number, _) =>
            {
                using var leaving = new CancellationTokenSource();
                var dice = new Random(number);
                Task<(int Result, bool Joined)> call = _flights.JoinAsync(
                    $"key {dice.Next(3)}",
                    async token =>
                    {
                        for (int i = 0; i < 5; i++)
                            await Task.Yield();
                        token.ThrowIfCancellationRequested();
                        return 42;
                    },
                    leaving.Token
                );
                bool leaves = dice.Next(2) == 0;
                if (leaves)
                    await leaving.CancelAsync();
                try
                {
                    Assert.That((await call.WaitAsync(test)).Result, Is.EqualTo(42));
                    Interlocked.Increment(ref finished);
                }
                catch (OperationCanceledException) when (leaves && !test.IsCancellationRequested) { }
            }
        );
        Assert.That(finished, Is.GreaterThanOrEqualTo(9_000), "about half of 20,000 do not leave");
    }

    private Caller Join(string key = "key", CancellationToken cancellationToken = default)
    {
        var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Without the framework's context, what completes a run also lands it, at once and not some time later.
        SynchronizationContext.SetSynchronizationContext(null);
        return new Caller(_flights.JoinAsync(key, Begin, leaving.Token).WaitAsync(Patience, CancellationToken.None), leaving);
    }

    private Task<int> Begin(CancellationToken token)
    {
        var run = new Run(new TaskCompletionSource<int>(), token);
        _runs.Add(run);
        return run.Makes.Task;
    }

    private sealed record Run(TaskCompletionSource<int> Makes, CancellationToken Token);

    private sealed record Caller(Task<(int Result, bool Joined)> Task, CancellationTokenSource Leaving)
    {
        public async Task LeavesAsync()
        {
            await Leaving.CancelAsync();
            await Assert.ThatAsync(() => Task, Throws.InstanceOf<OperationCanceledException>());
        }
    }
}
