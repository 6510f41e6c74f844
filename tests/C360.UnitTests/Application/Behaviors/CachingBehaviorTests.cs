using C360.Application.Behaviors;
using C360.Application.Marketing;
using C360.Application.Ports;
using C360.Application.Queries;
using MediatR;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Application.Behaviors;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CachingBehaviorTests
{
    private readonly Mock<IRequestHandler<ChurnRiskCustomers, Answer<ChurnRiskCustomer>>> _handler = new();
    private readonly Mock<ISnapshotRepository> _snapshots = new();
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 1_000_000, TrackStatistics = true });
    private readonly ServiceMetrics _metrics = new(new FakeTimeProvider());
    private int _asked;

    [SetUp]
    public void Serve_the_first_snapshot()
    {
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(1));
        _handler
            .Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()))
            .Callback(() => _asked++)
            .ReturnsAsync(() => AnswerOf(_asked, _snapshots.Object.Current!.Version));
    }

    [TearDown]
    public void Dispose() => _cache.Dispose();

    [Test]
    public async Task The_same_question_of_the_same_snapshot_is_asked_once()
    {
        var behavior = Behavior();
        Answer<ChurnRiskCustomer> first = await AskAsync(behavior, limit: 3);
        Answer<ChurnRiskCustomer> again = await AskAsync(behavior, limit: 3);
        await AskAsync(behavior, limit: 4);

        Assert.That(again, Is.SameAs(first));
        Assert.That(_asked, Is.EqualTo(2));
        Assert.That(_metrics.CacheHitRate, Is.EqualTo(1.0 / 3), "one of three look-ups");
    }

    [Test]
    public async Task A_new_snapshot_is_asked_anew()
    {
        var behavior = Behavior();
        await AskAsync(behavior);
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(2));
        Assert.That((await AskAsync(behavior)).Snapshot.Version, Is.EqualTo(NumberedSnapshot.Version(2)));
        Assert.That(_asked, Is.EqualTo(2));
    }

    [Test]
    public async Task An_answer_is_filed_under_the_version_that_it_came_from_when_one_is_published_between_look_up_and_run()
    {
        _handler
            .Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()))
            .Callback(() =>
            {
                _asked++;
                _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(2));
            })
            .ReturnsAsync(() => AnswerOf(_asked, NumberedSnapshot.Version(2)));
        var behavior = Behavior();
        Answer<ChurnRiskCustomer> first = await AskAsync(behavior);

        Assert.That(await AskAsync(behavior), Is.SameAs(first), "found under the second version");
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(1));
        await AskAsync(behavior);
        Assert.That(_asked, Is.EqualTo(2), "and not under the first");
    }

    [Test]
    public async Task Who_looked_before_the_answer_was_there_and_joins_after_it_landed_does_not_ask_the_engine_again()
    {
        var cache = new LateLook(_cache);
        var behavior = Behavior(cache: cache);
        cache.AfterTheLook = () => AskAsync(behavior);

        Answer<ChurnRiskCustomer> late = await AskAsync(behavior);

        Assert.That(_asked, Is.EqualTo(1));
        Assert.That(late, Is.SameAs(await AskAsync(behavior)));
    }

    [Test]
    public async Task Nothing_is_kept_when_nothing_is_ever_fresh()
    {
        var behavior = Behavior(new CacheOptions { CacheTtlMinutes = 0 });
        await AskAsync(behavior);
        await AskAsync(behavior);
        Assert.That(_asked, Is.EqualTo(2));
        Assert.That(_cache.Count, Is.Zero);
    }

    [Test]
    public async Task A_failure_is_not_kept()
    {
        _handler
            .SetupSequence(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new EngineTimeoutException(new TimeoutException()))
            .ReturnsAsync(AnswerOf(1, NumberedSnapshot.Version(1)));
        var behavior = Behavior();
        await Assert.ThatAsync(() => AskAsync(behavior), Throws.TypeOf<EngineTimeoutException>());
        Assert.That((await AskAsync(behavior)).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Without_a_snapshot_there_is_no_answer()
    {
        _snapshots.Setup(snapshots => snapshots.Current).Returns((C360.Domain.Snapshots.Snapshot?)null);
        await Assert.ThatAsync(() => AskAsync(Behavior()), Throws.TypeOf<DataNotReadyException>());
        Assert.That(_asked, Is.Zero);
    }

    [Test]
    public async Task The_run_does_not_get_the_token_of_the_caller_who_began_it()
    {
        CancellationToken given = default;
        var answer = new TaskCompletionSource<Answer<ChurnRiskCustomer>>();
        _handler
            .Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()))
            .Callback((ChurnRiskCustomers _, CancellationToken token) => given = token)
            .Returns(answer.Task);
        using var leaving = new CancellationTokenSource();
        var behavior = Behavior();
        Task<Answer<ChurnRiskCustomer>> first = AskAsync(behavior, cancellationToken: leaving.Token);
        Task<Answer<ChurnRiskCustomer>> second = AskAsync(behavior);

        await leaving.CancelAsync();
        await Assert.ThatAsync(() => first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(given.IsCancellationRequested, Is.False);
        answer.SetResult(AnswerOf(1, NumberedSnapshot.Version(1)));
        Assert.That((await second).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_log_line_learns_where_the_answer_came_from()
    {
        var answer = new TaskCompletionSource<Answer<ChurnRiskCustomer>>();
        _handler.Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>())).Returns(answer.Task);
        var behavior = Behavior();
        Task<CacheOutcome?> miss = ObservedAsync(behavior);
        Task<CacheOutcome?> joined = ObservedAsync(behavior);
        answer.SetResult(AnswerOf(1, NumberedSnapshot.Version(1)));

        Assert.That(await miss, Is.EqualTo(CacheOutcome.Miss));
        Assert.That(await joined, Is.EqualTo(CacheOutcome.Joined));
        Assert.That(await ObservedAsync(behavior), Is.EqualTo(CacheOutcome.Hit));
    }

    private static async Task<CacheOutcome?> ObservedAsync(CachingBehavior<ChurnRiskCustomers, Answer<ChurnRiskCustomer>> behavior)
    {
        RequestObservation observation = RequestObservation.Begin();
        await AskAsync(behavior);
        return observation.Cache;
    }

    private CachingBehavior<ChurnRiskCustomers, Answer<ChurnRiskCustomer>> Behavior(
        CacheOptions? options = null,
        IMemoryCache? cache = null
    ) =>
        new(
            _handler.Object,
            new AnswerCache(cache ?? _cache, _snapshots.Object, options ?? new CacheOptions(), NullLogger<AnswerCache>.Instance),
            _snapshots.Object,
            _metrics
        );

    private static Task<Answer<ChurnRiskCustomer>> AskAsync(
        CachingBehavior<ChurnRiskCustomers, Answer<ChurnRiskCustomer>> behavior,
        int limit = 50,
        CancellationToken cancellationToken = default
    ) => behavior.Handle(new ChurnRiskCustomers { Limit = limit }, cancellationToken, () => throw new AssertionException("next is bound"));

    private static Answer<ChurnRiskCustomer> AnswerOf(int rows, string version)
    {
        var row = new ChurnRiskCustomer("C1", "Ada", "ada@example.com", null, "Gold", 1, null, 2, 3, "CHURN RISK");
        return new Answer<ChurnRiskCustomer>([.. Enumerable.Repeat(row, rows)], NumberedSnapshot.Of(1) with { Version = version })
        {
            Bytes = 1,
        };
    }

    /// <summary>A cache whose first look takes so long that everything else happens before its result arrives.</summary>
    private sealed class LateLook(MemoryCache cache) : IMemoryCache
    {
        public Func<Task>? AfterTheLook { get; set; }

        public bool TryGetValue(object key, out object? value)
        {
            bool found = cache.TryGetValue(key, out value);
            (Func<Task>? then, AfterTheLook) = (AfterTheLook, null);
            Assert.That(then?.Invoke().IsCompletedSuccessfully, Is.Not.False);
            return found;
        }

        public ICacheEntry CreateEntry(object key) => cache.CreateEntry(key);

        public void Remove(object key) => cache.Remove(key);

        public void Dispose() { }
    }
}
