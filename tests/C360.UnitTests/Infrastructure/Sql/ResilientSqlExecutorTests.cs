using C360.Application.Ports;
using C360.Infrastructure.DuckDb;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Infrastructure.Sql;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ResilientSqlExecutorTests
{
    private static readonly SqlQuery Query = new("a_query", "SELECT 1", new Dictionary<string, object?>());
    private static readonly TransientEngineException Fault = new(new DuckDbException("IO Error: gone", DuckDbErrorKind.Io));

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedEngine _engine = new();
    private readonly ResilientSqlExecutor _executor;

    public ResilientSqlExecutorTests() =>
        _executor = new ResilientSqlExecutor(
            _engine,
            new EngineOptions { QueryTimeoutSeconds = 30 },
            _time,
            NullLogger<ResilientSqlExecutor>.Instance
        );

    [Test]
    public async Task An_answer_comes_through()
    {
        SqlResult<int> result = await RunAsync();
        Assert.That(result.Rows, Is.EqualTo(new[] { 42 }));
        Assert.That(_engine.Calls, Is.EqualTo(1));
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    [Test]
    public async Task A_passing_fault_is_tried_once_more()
    {
        _engine.Does(_ => throw Fault);
        Assert.That((await RunAsync()).Rows, Is.EqualTo(new[] { 42 }));
        Assert.That(_engine.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task The_second_try_waits_a_little_first()
    {
        _engine.Does(_ => throw Fault);
        Task<SqlResult<int>> query = Ask();
        Assert.That(_engine.Calls, Is.EqualTo(1), "the clock stands still, so it still waits");
        await AdvanceUntilDoneAsync(query);
        Assert.That(_engine.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_fault_that_does_not_pass_makes_the_engine_unavailable_after_two_tries()
    {
        _engine.Always(_ => throw Fault);
        await Assert.ThatAsync(() => RunAsync(), Throws.TypeOf<EngineUnavailableException>().With.InnerException.SameAs(Fault));
        Assert.That(_engine.Calls, Is.EqualTo(2));
    }

    [TestCase("Parser Error: no SQL", DuckDbErrorKind.Syntax)]
    [TestCase("Conversion Error: no number", DuckDbErrorKind.Other)]
    public async Task What_would_fail_again_is_never_tried_again_nor_counted_by_the_breaker(string message, object kind)
    {
        _engine.Always(_ => throw new DuckDbException(message, (DuckDbErrorKind)kind));
        for (int i = 1; i <= 20; i++)
        {
            await Assert.ThatAsync(() => RunAsync(), Throws.TypeOf<DuckDbException>().With.Message.EqualTo(message));
            Assert.That(_engine.Calls, Is.EqualTo(i));
        }
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    [Test]
    public async Task An_engine_without_memory_is_unavailable_at_once_and_not_counted_by_the_breaker()
    {
        var full = new EngineUnavailableException(new DuckDbException("Out of Memory Error: too much", DuckDbErrorKind.OutOfMemory));
        _engine.Always(_ => throw full);
        for (int i = 1; i <= 20; i++)
        {
            await Assert.ThatAsync(() => RunAsync(), Throws.Exception.SameAs(full));
            Assert.That(_engine.Calls, Is.EqualTo(i));
        }
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    [Test]
    public async Task Who_waits_for_his_turn_until_the_deadline_is_told_that_the_engine_is_busy_which_the_breaker_does_not_count()
    {
        _engine.Always(WaitForATurnThatNeverComes);
        Task<SqlResult<int>>[] queries = [.. Enumerable.Range(0, 20).Select(_ => Ask())];
        _time.Advance(TimeSpan.FromSeconds(30));
        foreach (Task<SqlResult<int>> query in queries)
            await Assert.ThatAsync(() => query, Throws.TypeOf<EngineBusyException>());
        Assert.That(_engine.Calls, Is.EqualTo(20));
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    [Test]
    public async Task Who_leaves_while_he_waits_for_his_turn_has_left_and_no_more()
    {
        _engine.Always(WaitForATurnThatNeverComes);
        using var leaving = new CancellationTokenSource();
        Task<SqlResult<int>> query = Ask(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThatAsync(() => query, Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task WaitForATurnThatNeverComes(CancellationToken token)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        catch (OperationCanceledException exception)
        {
            throw new NeverBegunException(exception);
        }
    }

    [Test]
    public async Task A_caller_who_leaves_stops_the_engine_and_is_neither_tried_again_nor_counted()
    {
        _engine.Always(token => Task.Delay(Timeout.Infinite, token));
        for (int i = 1; i <= 20; i++)
        {
            using var leaving = new CancellationTokenSource();
            Task<SqlResult<int>> query = Ask(leaving.Token);
            await leaving.CancelAsync();
            await Assert.ThatAsync(() => query, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(_engine.Calls, Is.EqualTo(i));
        }
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    [Test]
    public async Task A_query_is_given_up_at_its_deadline_not_before_and_not_tried_again()
    {
        _engine.Always(token => Task.Delay(Timeout.Infinite, token));
        Task<SqlResult<int>> query = Ask();
        _time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.That(query.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        await Assert.ThatAsync(() => query, Throws.TypeOf<EngineTimeoutException>());
        Assert.That(_engine.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task The_second_try_is_inside_the_deadline()
    {
        _engine.Does(_ => throw Fault);
        _engine.Always(token => Task.Delay(Timeout.Infinite, token));
        Task<SqlResult<int>> query = Ask();
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(29));
        await Assert.ThatAsync(() => query, Throws.TypeOf<EngineTimeoutException>());
    }

    [Test]
    public async Task The_breaker_opens_on_faults_lets_one_query_through_after_ten_seconds_and_closes_when_it_succeeds()
    {
        // Two tries each: the tenth fault of ten calls comes with the fifth query.
        _engine.Always(_ => throw Fault);
        for (int i = 0; i < 5; i++)
            await Assert.ThatAsync(() => RunAsync(), Throws.TypeOf<EngineUnavailableException>());
        Assert.That(_executor.State, Is.EqualTo(EngineState.Open));
        await Assert.ThatAsync(() => Ask(), Throws.TypeOf<EngineUnavailableException>());
        Assert.That(_engine.Calls, Is.EqualTo(10), "the engine is left alone");

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(
            _executor.State,
            Is.EqualTo(EngineState.HalfOpen),
            "also when no query has come: who asks /health first must not wait for ever"
        );
        _engine.Always(_ => Task.CompletedTask);
        await RunAsync();
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    [Test]
    public async Task The_breaker_opens_again_when_the_one_query_fails()
    {
        _engine.Always(_ => throw Fault);
        for (int i = 0; i < 5; i++)
            await Assert.ThatAsync(() => RunAsync(), Throws.TypeOf<EngineUnavailableException>());
        _time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThatAsync(() => RunAsync(), Throws.TypeOf<EngineUnavailableException>());
        Assert.That(_executor.State, Is.EqualTo(EngineState.Open));
        Assert.That(_engine.Calls, Is.EqualTo(11));
    }

    [Test]
    public async Task The_breaker_opens_on_deadlines()
    {
        _engine.Always(token => Task.Delay(Timeout.Infinite, token));
        Task<SqlResult<int>>[] queries = [.. Enumerable.Range(0, 10).Select(_ => Ask())];
        _time.Advance(TimeSpan.FromSeconds(30));
        foreach (Task<SqlResult<int>> query in queries)
            await Assert.ThatAsync(() => query, Throws.TypeOf<EngineTimeoutException>());
        Assert.That(_executor.State, Is.EqualTo(EngineState.Open));
    }

    [Test]
    public async Task One_greedy_query_among_good_ones_does_not_open_the_breaker()
    {
        _engine.Does(token => Task.Delay(Timeout.Infinite, token));
        Task<SqlResult<int>> greedy = Ask();
        for (int i = 0; i < 20; i++)
            await RunAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThatAsync(() => greedy, Throws.TypeOf<EngineTimeoutException>());
        Assert.That(_executor.State, Is.EqualTo(EngineState.Closed));
    }

    /// <summary>What would never end is a failure.</summary>
    private Task<SqlResult<int>> Ask(CancellationToken cancellationToken = default) =>
        _executor.QueryAsync<int>(Query, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

    private async Task<SqlResult<int>> RunAsync() => await AdvanceUntilDoneAsync(Ask());

    /// <summary>The pause before the second try is random: the clock goes on in small steps until it is over.</summary>
    private async Task<SqlResult<int>> AdvanceUntilDoneAsync(Task<SqlResult<int>> query)
    {
        for (int i = 0; i < 1000 && !query.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        return await query;
    }

    /// <summary>An engine that does what it is told, call by call, and then answers 42.</summary>
    private sealed class ScriptedEngine : ISqlExecutor
    {
        private readonly Queue<Func<CancellationToken, Task>> _next = [];
        private Func<CancellationToken, Task> _always = _ => Task.CompletedTask;

        public int Calls { get; private set; }

        public void Does(Func<CancellationToken, Task> act) => _next.Enqueue(act);

        public void Always(Func<CancellationToken, Task> act) => _always = act;

        public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
        {
            Calls++;
            await (_next.TryDequeue(out Func<CancellationToken, Task>? act) ? act : _always)(cancellationToken);
            return new SqlResult<TRow>([(TRow)(object)42], NumberedSnapshot.Of(1), TimeSpan.Zero);
        }
    }
}
