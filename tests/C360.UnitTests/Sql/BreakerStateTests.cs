using C360.Application.Ports;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace C360.UnitTests.Sql;

internal sealed class BreakerStateTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task An_open_breaker_says_when_a_query_may_try_again_though_none_has_come()
    {
        var executor = new ResilientSqlExecutor(new Broken(), new EngineOptions(), _time, NullLogger<ResilientSqlExecutor>.Instance);
        Assert.That(executor.State, Is.EqualTo(EngineState.Closed));

        // Ten faults are judged, half of them suffice.
        for (int i = 0; i < 10; i++)
            await FailAsync(executor);
        Assert.That(executor.State, Is.EqualTo(EngineState.Open));

        // The clock may have gone on by a fifth of a second with each of the queries that the open breaker refused.
        _time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.That(executor.State, Is.EqualTo(EngineState.Open));
        _time.Advance(TimeSpan.FromSeconds(2.1));
        Assert.That(executor.State, Is.EqualTo(EngineState.HalfOpen));
    }

    /// <summary>
    /// The pause before the second try is at most 150 ms of this clock. Off the test's own context the query goes on within the step that ends its pause:
    /// otherwise the clock would run ahead of a slow thread, past the breaker's ten seconds.
    /// </summary>
    private Task FailAsync(ResilientSqlExecutor executor) =>
        Task.Run(async () =>
        {
            Task<SqlResult<string>> query = executor.QueryAsync<string>(new SqlQuery("q", "", new Dictionary<string, object?>()), default);
            for (int step = 0; !query.IsCompleted; step++)
            {
                // No further than any pause: this thread may be slow to see the end.
                if (step < 20)
                    _time.Advance(TimeSpan.FromMilliseconds(10));
                await Task.Yield();
            }
            await Assert.ThatAsync(() => query, Throws.TypeOf<EngineUnavailableException>());
        });

    private sealed class Broken : ISqlExecutor
    {
        public Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken) =>
            throw new TransientEngineException(new IOException("disk"));
    }
}
