using System.Diagnostics;
using C360.Application.Ports;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Spark;
using C360.Infrastructure.Sql;
using C360.UnitTests.Infrastructure.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace C360.UnitTests.Infrastructure.Spark;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SparkSqlExecutorTests
{
    private static readonly SqlQuery Query = new("a_query", "SELECT :n AS answer", new Dictionary<string, object?> { ["n"] = 42 });

    private readonly SnapshotRoot _root = new SnapshotRoot().With(1);
    private readonly Mock<ISparkCluster> _cluster = new();
    private readonly List<ScriptedSession> _sessions = [];
    private readonly SnapshotStore _store;
    private readonly SparkSqlExecutor _executor;

    /// <summary>What the sessions do with a statement, by their numbers from 1.</summary>
    private Func<int, SparkStatement, CancellationToken, Task> _run = (_, _, _) => Task.CompletedTask;

    public SparkSqlExecutorTests()
    {
        _store = _root.Open(retention: 1);
        _executor = new SparkSqlExecutor(_store, _cluster.Object, NullLogger<SparkSqlExecutor>.Instance);
        _cluster.Setup(cluster => cluster.OpenAsync(It.IsAny<CancellationToken>())).Returns(() => Task.FromResult<ISparkSession>(Opened()));
    }

    [TearDown]
    public void Remove()
    {
        _store.Dispose();
        _root.Dispose();
    }

    [Test]
    public async Task The_first_query_opens_a_session_with_a_view_of_each_table()
    {
        SqlResult<Row> result = await AskAsync();
        await AskAsync();

        string parquet = Path.Combine(_root.Folder.Of(NumberedSnapshot.Version(1)), "parquet");
        string[] tables = ["customer_analytics_c360", "category_sales", "rejected_rows"];
        Assert.That(result.Rows, Is.EqualTo(new[] { new Row(42) }));
        Assert.That(result.Snapshot.Version, Is.EqualTo(NumberedSnapshot.Version(1)));
        Assert.That(
            _sessions.Single().Statements.Select(statement => statement.Sql),
            Is.EqualTo(
                (string[])
                    [
                        .. tables.Select(name =>
                            $"CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT * FROM parquet.`file://{parquet}/{name}`"
                        ),
                        Query.Text,
                        Query.Text,
                    ]
            )
        );
    }

    // A file of the machine, whatever file system the cluster takes for its own. Characters that would stand for several folders, and the quote.
    [TestCase("/data/snapshots", "/data/snapshots")]
    [TestCase("/a`b", "/a``b")]
    [TestCase("/a[1]{b,c}*?", @"/a\[1\]\{b,c\}\*\?")]
    [TestCase(@"/a\b", @"/a\\b")]
    public void A_folder_is_named_as_it_is(string folder, string written) =>
        Assert.That(
            SnapshotSession.View("v", folder),
            Is.EqualTo($"CREATE OR REPLACE TEMPORARY VIEW v AS SELECT * FROM parquet.`file://{written}`")
        );

    [Test]
    public async Task A_statement_has_its_parameters_and_says_whose_it_is()
    {
        using Activity trace = new Activity("request").Start();
        await AskAsync();
        SparkStatement asked = _sessions.Single().Statements[^1];
        Assert.That(asked.Parameters, Is.EqualTo(Query.Parameters));
        Assert.That(asked.Tags, Is.EqualTo(new[] { "a_query", trace.TraceId.ToHexString() }));
    }

    [Test]
    public async Task Twenty_who_ask_at_once_share_one_session()
    {
        var opening = new TaskCompletionSource();
        _run = (_, statement, _) => statement.Sql == Query.Text ? Task.CompletedTask : opening.Task;
        Task<SqlResult<Row>>[] asked = [.. Enumerable.Range(0, 20).Select(_ => AskAsync())];
        opening.SetResult();
        await Task.WhenAll(asked);
        Assert.That(_sessions, Has.Count.EqualTo(1));
        Assert.That(_sessions[0].Statements, Has.Count.EqualTo(3 + 20));
    }

    [Test]
    public async Task An_opening_that_fails_is_not_kept()
    {
        _run = (session, _, _) => session == 1 ? throw Fault(SparkErrorKind.Unreachable) : Task.CompletedTask;
        await Assert.ThatAsync(() => AskAsync(), Throws.TypeOf<TransientEngineException>());
        Assert.That((await AskAsync()).Rows, Has.Count.EqualTo(1));
        Assert.That(_sessions.Select(session => session.Disposed), Is.EqualTo(new[] { 1, 0 }));
    }

    [Test]
    public async Task Who_leaves_while_the_session_is_opened_leaves_it_to_the_others()
    {
        var opening = new TaskCompletionSource();
        _run = (_, _, _) => opening.Task;
        using var leaving = new CancellationTokenSource();
        Task<SqlResult<Row>> leaver = AskAsync(leaving.Token);
        Task<SqlResult<Row>> stayer = AskAsync();
        await leaving.CancelAsync();
        await Assert.ThatAsync(() => leaver, Throws.InstanceOf<OperationCanceledException>());
        opening.SetResult();
        Assert.That((await stayer).Rows, Has.Count.EqualTo(1));
        Assert.That(_sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_folder_that_the_cluster_does_not_see_is_no_fault_of_the_query()
    {
        _run = (_, _, _) => throw Fault(SparkErrorKind.Statement);
        await Assert.ThatAsync(
            () => AskAsync(),
            Throws.TypeOf<EngineUnavailableException>().With.InnerException.Message.Contains("SNAPSHOT_PATH")
        );
    }

    [TestCase(SparkErrorKind.SessionLost)]
    [TestCase(SparkErrorKind.Unreachable)]
    public async Task A_lost_session_is_opened_again_and_nobody_notices(SparkErrorKind told)
    {
        _run = (session, statement, _) =>
        {
            if (session > 1 || statement.Sql != Query.Text)
                return Task.CompletedTask;
            _sessions[0].IsLost = true;
            throw Fault(told);
        };
        Assert.That((await AskAsync()).Rows, Is.EqualTo(new[] { new Row(42) }));
        Assert.That(_sessions, Has.Count.EqualTo(2));
        Assert.That(_sessions[1].Statements, Has.Count.EqualTo(3 + 1));
    }

    [Test]
    public async Task A_session_that_is_lost_twice_makes_the_engine_unavailable()
    {
        _run = (_, statement, _) => statement.Sql == Query.Text ? throw Fault(SparkErrorKind.SessionLost) : Task.CompletedTask;
        await Assert.ThatAsync(() => AskAsync(), Throws.TypeOf<EngineUnavailableException>());
        Assert.That(_sessions, Has.Count.EqualTo(2));
        _run = (_, _, _) => Task.CompletedTask;
        Assert.That((await AskAsync()).Rows, Has.Count.EqualTo(1));
        Assert.That(_sessions, Has.Count.EqualTo(3));
    }

    [TestCase(SparkErrorKind.Unreachable, typeof(TransientEngineException))]
    [TestCase(SparkErrorKind.Engine, typeof(EngineUnavailableException))]
    [TestCase(SparkErrorKind.Refused, typeof(EngineUnavailableException))]
    [TestCase(SparkErrorKind.Protocol, typeof(EngineUnavailableException))]
    [TestCase(SparkErrorKind.Statement, typeof(SparkException))]
    public async Task A_failure_becomes_what_the_road_knows(SparkErrorKind kind, Type expected)
    {
        SparkException fault = Fault(kind);
        _run = (_, statement, _) => statement.Sql == Query.Text ? throw fault : Task.CompletedTask;
        Exception? thrown = await Assert.CatchAsync(() => AskAsync());
        Assert.That(thrown, Is.TypeOf(expected));
        Assert.That(thrown is SparkException ? thrown : thrown!.InnerException, Is.SameAs(fault));
        Assert.That(_sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_cancelled_query_is_cancelled_on_the_cluster()
    {
        var begun = new TaskCompletionSource();
        _run = (_, statement, stop) =>
        {
            if (statement.Sql != Query.Text)
                return Task.CompletedTask;
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        };
        using var leaving = new CancellationTokenSource();
        Task<SqlResult<Row>> query = AskAsync(leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();
        await Assert.ThatAsync(() => query, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_sessions.Single().Disposed, Is.Zero);
    }

    [Test]
    public async Task The_session_ends_when_the_last_reader_of_the_snapshot_has_left()
    {
        await AskAsync();
        SnapshotLease reader = _store.Lease();
        await _root.PublishAsync(_store, 2);
        Assert.That(_sessions.Single().Disposed, Is.Zero);
        SqlResult<Row> old = await _executor.QueryAsync<Row>(Query with { On = reader }, CancellationToken.None);
        Assert.That((old.Snapshot.Version, _sessions.Count), Is.EqualTo((NumberedSnapshot.Version(1), 1)));
        reader.Dispose();
        Assert.That(() => _sessions.Single().Disposed, Is.EqualTo(1).After(5000, 5));

        Assert.That((await AskAsync()).Snapshot.Version, Is.EqualTo(NumberedSnapshot.Version(2)));
        Assert.That(_sessions, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Without_a_snapshot_there_is_nothing_to_ask()
    {
        using var empty = new SnapshotRoot();
        using SnapshotStore store = empty.Open();
        var executor = new SparkSqlExecutor(store, _cluster.Object, NullLogger<SparkSqlExecutor>.Instance);
        await Assert.ThatAsync(() => executor.QueryAsync<Row>(Query, CancellationToken.None), Throws.TypeOf<DataNotReadyException>());
    }

    private static SparkException Fault(SparkErrorKind kind) => new(kind, "SELECT secret FROM /path");

    private Task<SqlResult<Row>> AskAsync(CancellationToken cancellationToken = default) =>
        _executor.QueryAsync<Row>(Query, cancellationToken);

    private ScriptedSession Opened()
    {
        int number = _sessions.Count + 1;
        var session = new ScriptedSession();
        session.Run = (statement, stop) => _run(number, statement, stop);
        _sessions.Add(session);
        return session;
    }

    public sealed record Row(int Answer);
}
