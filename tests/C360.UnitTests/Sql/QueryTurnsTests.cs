using C360.Application.Ports;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Sql;

internal sealed class QueryTurnsTests
{
    private static readonly SqlQuery Query = new("q", "", new Dictionary<string, object?>());

    [Test]
    public async Task Only_so_many_run_at_once_and_who_gave_up_waiting_has_not_begun()
    {
        var turns = new QueryTurns();
        var held = new TaskCompletionSource<int>();
        Task<int>[] running = [.. Enumerable.Range(0, QueryTurns.AtOnce).Select(_ => turns.RunAsync(() => held.Task, default))];
        using var leaving = new CancellationTokenSource();
        Task<int> waiting = turns.RunAsync(() => Task.FromResult(1), leaving.Token);
        Task<int> last = turns.RunAsync(() => Task.FromResult(2), default);
        Assert.That(turns.Waiting, Is.EqualTo(2));
        await leaving.CancelAsync();
        await Assert.ThatAsync(() => waiting, Throws.TypeOf<NeverBegunException>());
        Assert.That((turns.Waiting, last.IsCompleted), Is.EqualTo((1, false)));
        held.SetResult(0);
        await Task.WhenAll(running);
        Assert.That((await last, turns.Waiting), Is.EqualTo((2, 0)));
    }

    /// <summary>Eight have their turn and time out; forty wait behind them. Were the waiting counted as successes, nobody would ever be refused at once.</summary>
    [Test]
    public async Task An_engine_that_says_nothing_opens_the_breaker_however_many_wait()
    {
        var time = new FakeTimeProvider();
        var executor = new ResilientSqlExecutor(
            new Silent(),
            new EngineOptions(),
            time,
            NullLogger<ResilientSqlExecutor>.Instance,
            new QueryTurns()
        );
        Task<SqlResult<string>>[] queries = [.. Enumerable.Range(0, 48).Select(_ => executor.QueryAsync<string>(Query, default))];
        time.Advance(TimeSpan.FromSeconds(EngineOptions.DefaultQueryTimeoutSeconds));
        await ((Task)Task.WhenAll(queries)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.That(executor.State, Is.EqualTo(EngineState.Open));
        await Assert.ThatAsync(() => executor.QueryAsync<string>(Query, default), Throws.TypeOf<EngineUnavailableException>());
    }

    private sealed class Silent : ISqlExecutor
    {
        public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It was to be cancelled");
        }
    }
}
