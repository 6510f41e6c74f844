using System.Diagnostics;
using C360.Infrastructure.DuckDb;

namespace C360.UnitTests.DuckDb;

/// <summary>What other threads may do to a running statement: stop it, watch it, and nothing else.</summary>
internal sealed class DuckDbCancellationTests : EngineFixture
{
    // Hours of work, over a table because DuckDB tells no progress of range().
    private const string Long = "SELECT count(*) FROM numbers AS a, numbers AS b WHERE hash(a.i + b.i) = 1";

    [SetUp]
    public void FillNumbers() => Connection.Execute("CREATE TABLE numbers AS SELECT i FROM range(1_000_000) AS r(i)");

    [Test]
    public void A_cancelled_token_stops_the_engine_within_a_second_and_the_next_query_runs()
    {
        using var cancellation = new CancellationTokenSource();
        Task run = Task.Factory.StartNew(() => Connection.Execute(Long, cancellation.Token), TaskCreationOptions.LongRunning);
        WaitUntilBusy();

        long cancelled = Stopwatch.GetTimestamp();
        cancellation.Cancel();

        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Stopwatch.GetElapsedTime(cancelled), Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void An_interrupt_without_a_token_is_an_error_of_its_own_kind()
    {
        Task run = Task.Factory.StartNew(() => Connection.Execute(Long), TaskCreationOptions.LongRunning);
        WaitUntilBusy();

        // One that comes before the statement has begun is forgotten.
        while (!run.IsCompleted)
        {
            Connection.Interrupt();
        }

        Assert.That(
            async () => await run,
            Throws.TypeOf<DuckDbException>().With.Property(nameof(DuckDbException.Kind)).EqualTo(DuckDbErrorKind.Interrupted)
        );
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void A_token_that_is_cancelled_already_runs_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.That(() => Connection.Execute("CREATE TABLE t (a INTEGER)", cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Scalar("SELECT count(*) FROM duckdb_tables() WHERE table_name = 't'"), Is.Zero);
    }

    [Test]
    public async Task A_cancellation_at_any_moment_hits_its_own_statement_or_none()
    {
        // A short one takes a fraction of a millisecond, as does the way of the cancellation, so that they meet at every point; on a fast machine the
        // cancellation is always too late for it, so every other one is long.
        const string Short = "SELECT count(*) FROM range(20_000) AS r(i) WHERE hash(i) % 7 = 1";
        const string Long = "SELECT count(*) FROM range(20_000_000) AS r(i) WHERE hash(i) % 7 = 1";
        object? expected = Scalar(Short);
        int hits = 0;
        for (int i = 0; i < 500; i++)
        {
            using var cancellation = new CancellationTokenSource();
            int spins = i * 20;
            Task cancel = Task.Run(() =>
            {
                Thread.SpinWait(spins);
                cancellation.Cancel();
            });
            try
            {
                using DuckDbReader reader = Connection.Query(i % 2 == 0 ? Short : Long, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                hits++;
            }
            Assert.That(Scalar(Short), Is.EqualTo(expected));
            await cancel;
        }
        Assert.That(hits, Is.InRange(1, 499));
    }

    [Test]
    public void Progress_is_told_while_a_statement_runs_and_nothing_is_printed()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.That(Connection.Progress, Is.Null);

        Task run = Task.Factory.StartNew(
            () => Connection.Execute("SELECT max(sha256(sha256(sha256(sha256(CAST(i AS VARCHAR)))))) FROM numbers", cancellation.Token),
            TaskCreationOptions.LongRunning
        );
        double seen = 0;
        while (!run.IsCompleted && seen == 0)
        {
            seen = Connection.Progress ?? 0;
        }
        cancellation.Cancel();

        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Is.GreaterThan(0).And.LessThanOrEqualTo(100));
    }

    [Test]
    public void A_connection_that_is_in_use_refuses_a_second_thread()
    {
        using var cancellation = new CancellationTokenSource();
        using DuckDbStatement statement = Connection.Prepare("SELECT 1");
        Task run = Task.Factory.StartNew(() => Connection.Execute(Long, cancellation.Token), TaskCreationOptions.LongRunning);
        WaitUntilBusy();

        Assert.That(() => Connection.Prepare("SELECT 1"), Throws.InvalidOperationException.With.Message.Contains("another thread"));
        Assert.That(() => Connection.Execute("SELECT 1"), Throws.InvalidOperationException.With.Message.Contains("another thread"));
        Assert.That(() => statement.Execute(), Throws.InvalidOperationException.With.Message.Contains("another thread"));
        Assert.That(() => statement.Stream(), Throws.InvalidOperationException.With.Message.Contains("another thread"));

        cancellation.Cancel();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Disposing_of_everything_beneath_a_running_statement_is_safe()
    {
        using var cancellation = new CancellationTokenSource();
        DuckDbStatement statement = Connection.Prepare(Long);
        Task run = Task.Factory.StartNew(() => statement.Execute(cancellation.Token), TaskCreationOptions.LongRunning);
        WaitUntilBusy();

        statement.Dispose();
        Connection.Dispose();
        Database.Dispose();
        cancellation.Cancel();

        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
    }

    private void WaitUntilBusy()
    {
        while (Connection.Progress is null) { }
    }
}
