using C360.Application.Behaviors;
using C360.Application.Finance;
using C360.Application.Marketing;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Infrastructure.Snapshots;
using C360.Infrastructure.Sql;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace C360.UnitTests.Infrastructure.Sql;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WarmUpTests
{
    private readonly Mock<ISnapshotRepository> _snapshots = new();
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 1_048_576, TrackStatistics = true });
    private readonly Engine _engine = new();
    private readonly NotingLogger<WarmUp> _log = new();
    private readonly SnapshotLease _next = new(new ServedSnapshot(NumberedSnapshot.Of(2), "nowhere"));

    [SetUp]
    public void Serve_the_first_snapshot() => _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(1));

    [TearDown]
    public void Dispose() => _cache.Dispose();

    [Test]
    public async Task Every_default_question_is_answered_from_the_next_snapshot_and_filed_under_its_version()
    {
        AnswerCache answers = Answers();
        await WarmUp(answers).RunAsync(_next, default);
        Assert.That(_engine.Asked, Has.Count.EqualTo(DefaultQuestions.All.Count));
        foreach (object request in DefaultQuestions.All)
        {
            Assert.That(answers.Find<Answer>(Question.Of(request), NumberedSnapshot.Version(2)), Is.Not.Null, $"{request}");
            Assert.That(answers.Find<Answer>(Question.Of(request), NumberedSnapshot.Version(1)), Is.Null, $"{request}");
        }
    }

    [Test]
    public async Task One_that_fails_is_named_in_the_log_and_the_others_are_answered()
    {
        _engine.Fails = "revenue_analysis";
        AnswerCache answers = Answers();
        await WarmUp(answers).RunAsync(_next, default);
        Assert.That(_log.Lines, Has.One.Items.And.One.StartsWith("Warning: RevenueAnalysis"));
        Assert.That(answers.Find<Answer>(Question.Of(new RevenueAnalysis()), NumberedSnapshot.Version(2)), Is.Null);
        Assert.That(_cache.Count, Is.EqualTo(DefaultQuestions.All.Count - 1));
    }

    [Test]
    public async Task A_busy_engine_is_not_waited_for_with_every_query()
    {
        _engine.OnCall = call => call == 3 ? throw new EngineBusyException(new TimeoutException()) : Task.CompletedTask;
        await WarmUp(Answers()).RunAsync(_next, default);
        Assert.That(_engine.Asked, Has.Count.EqualTo(3));
        Assert.That(_log.Lines, Has.One.Items.And.One.StartsWith("Warning: The engine is too busy"));
    }

    [Test]
    public async Task It_ends_with_the_refresh()
    {
        using var cancellation = new CancellationTokenSource();
        _engine.OnCall = call => (call == 3 ? cancellation.CancelAsync() : Task.CompletedTask);
        await Assert.ThatAsync(
            () => WarmUp(Answers()).RunAsync(_next, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(_engine.Asked, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Nothing_is_asked_when_nothing_is_kept()
    {
        await WarmUp(Answers(new CacheOptions { CacheTtlMinutes = 0 })).RunAsync(_next, default);
        Assert.That(_engine.Asked, Is.Empty);
    }

    [Test]
    public async Task What_is_there_already_is_not_asked_again()
    {
        AnswerCache answers = Answers();
        answers.Keep(Question.Of(new ChurnRiskCustomers()), new Answer<ChurnRiskCustomer>([], NumberedSnapshot.Of(2)));
        await WarmUp(answers).RunAsync(_next, default);
        Assert.That(_engine.Asked, Has.Count.EqualTo(DefaultQuestions.All.Count - 1).And.None.EqualTo("churn_risk_customers"));
    }

    private AnswerCache Answers(CacheOptions? options = null) =>
        new(_cache, _snapshots.Object, options ?? new CacheOptions { CacheMaxMb = 1 }, NullLogger<AnswerCache>.Instance);

    private WarmUp WarmUp(AnswerCache answers) =>
        new(new AnalyticsRepository(new QueryTexts(), _engine, new ServiceBuild("a")), answers, _log);

    /// <summary>Finds nothing, on the snapshot that it is given.</summary>
    private sealed class Engine : ISqlExecutor
    {
        public List<string> Asked { get; } = [];

        public string? Fails { get; set; }

        public Func<int, Task> OnCall { get; set; } = _ => Task.CompletedTask;

        public async Task<SqlResult<TRow>> QueryAsync<TRow>(SqlQuery query, CancellationToken cancellationToken)
        {
            Asked.Add(query.Name);
            await OnCall(Asked.Count);
            cancellationToken.ThrowIfCancellationRequested();
            return query.Name == Fails ? throw new OverflowException() : new SqlResult<TRow>([], query.On!.Snapshot, TimeSpan.Zero);
        }
    }
}
