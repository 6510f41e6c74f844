using C360.Application.Behaviors;
using C360.Application.Marketing;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.Domain.Snapshots;
using MediatR;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace C360.UnitTests.Application.Behaviors;

/// <summary>The engine fails on the second snapshot; the first one's answer is still in memory.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StandInTests
{
    private readonly Mock<IRequestHandler<ChurnRiskCustomers, Answer<ChurnRiskCustomer>>> _handler = new();
    private readonly Mock<ISnapshotRepository> _snapshots = new();
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 1_000_000, TrackStatistics = true });
    private AnswerCache _answers = null!;
    private CachingBehavior<ChurnRiskCustomers, Answer<ChurnRiskCustomer>> _behavior = null!;
    private Answer<ChurnRiskCustomer> _old = null!;

    [SetUp]
    public void Serve_the_second_snapshot_with_the_first_ones_answer()
    {
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(2));
        _snapshots.Setup(snapshots => snapshots.Previous).Returns(NumberedSnapshot.Of(1));
        _answers = new AnswerCache(_cache, _snapshots.Object, new CacheOptions(), NullLogger<AnswerCache>.Instance);
        _behavior = new(_handler.Object, _answers, _snapshots.Object, new ServiceMetrics(new FakeTimeProvider()));
        _old = AnswerFrom(1);
        _answers.Keep(Question.Of(new ChurnRiskCustomers()), _old);
    }

    [TearDown]
    public void Dispose() => _cache.Dispose();

    private static IEnumerable<Exception> NoAnswers() =>
        [
            new EngineUnavailableException(new IOException()),
            new EngineBusyException(new TimeoutException()),
            new EngineTimeoutException(new TimeoutException()),
        ];

    [TestCaseSource(nameof(NoAnswers))]
    public async Task When_the_engine_gives_no_answer_the_previous_snapshots_stands_in(Exception failure)
    {
        Fail(failure);
        RequestObservation observation = RequestObservation.Begin();
        Answer<ChurnRiskCustomer> answer = await AskAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.StandsIn, Is.True);
            Assert.That(answer.Rows, Is.SameAs(_old.Rows));
            Assert.That(answer.Snapshot.Version, Is.EqualTo(NumberedSnapshot.Version(1)));
            Assert.That(observation.Cache, Is.EqualTo(CacheOutcome.Stale));
            Assert.That(_old.StandsIn, Is.False, "the cached answer is shared and stays what it is");
        });
    }

    [Test]
    public async Task What_was_rendered_of_the_cached_answer_is_not_rendered_again()
    {
        byte[] rendered = _old.Rendered("json", _ => [1, 2, 3]);
        Fail(new EngineTimeoutException(new TimeoutException()));
        Answer<ChurnRiskCustomer> answer = await AskAsync();
        Assert.That(answer.Rendered("json", _ => throw new AssertionException("rendered twice")), Is.SameAs(rendered));
    }

    private static IEnumerable<Exception> Others() =>
        [
            new DataNotReadyException(),
            new NotFoundException("Customer"),
            new InvalidOperationException("bad SQL"),
            new OperationCanceledException(),
        ];

    [TestCaseSource(nameof(Others))]
    public async Task Whatever_else_goes_wrong_is_said(Exception failure)
    {
        Fail(failure);
        await Assert.ThatAsync(() => AskAsync(), Throws.Exception.SameAs(failure));
    }

    [Test]
    public async Task Without_an_old_answer_to_the_same_question_the_error_stays()
    {
        var failure = new EngineTimeoutException(new TimeoutException());
        Fail(failure);
        await Assert.ThatAsync(() => AskAsync(limit: 3), Throws.Exception.SameAs(failure));
        _snapshots.Setup(snapshots => snapshots.Previous).Returns((Snapshot?)null);
        await Assert.ThatAsync(() => AskAsync(), Throws.Exception.SameAs(failure));
    }

    [Test]
    public async Task A_newer_snapshot_that_was_put_aside_for_an_older_one_does_not_come_back()
    {
        _snapshots.Setup(snapshots => snapshots.Current).Returns(NumberedSnapshot.Of(1));
        _snapshots.Setup(snapshots => snapshots.Previous).Returns(NumberedSnapshot.Of(2));
        _cache.Clear();
        _answers.Keep(Question.Of(new ChurnRiskCustomers()), AnswerFrom(2));
        Fail(new EngineTimeoutException(new TimeoutException()));
        await Assert.ThatAsync(() => AskAsync(), Throws.TypeOf<EngineTimeoutException>());
    }

    [Test]
    public async Task All_who_wait_for_the_failing_run_get_it()
    {
        var run = new TaskCompletionSource<Answer<ChurnRiskCustomer>>();
        _handler.Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>())).Returns(run.Task);
        Task<CacheOutcome?>[] callers = [.. Enumerable.Range(0, 5).Select(_ => ObservedAsync())];
        run.SetException(new EngineUnavailableException(new IOException()));
        Assert.That(await Task.WhenAll(callers), Has.All.EqualTo(CacheOutcome.Stale));
        _handler.Verify(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task It_is_not_kept_as_the_new_snapshots_answer()
    {
        Fail(new EngineTimeoutException(new TimeoutException()));
        await AskAsync();
        _handler
            .Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(AnswerFrom(2));
        Assert.That((await AskAsync()).Snapshot.Version, Is.EqualTo(NumberedSnapshot.Version(2)));
    }

    [Test]
    public async Task An_answer_that_has_come_meanwhile_is_better()
    {
        Answer<ChurnRiskCustomer> fresh = AnswerFrom(2);
        _handler
            .Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>()))
            .Callback(() => _answers.Keep(Question.Of(new ChurnRiskCustomers()), fresh))
            .ThrowsAsync(new EngineTimeoutException(new TimeoutException()));
        Assert.That(await AskAsync(), Is.SameAs(fresh));
    }

    private void Fail(Exception failure) =>
        _handler.Setup(handler => handler.Handle(It.IsAny<ChurnRiskCustomers>(), It.IsAny<CancellationToken>())).ThrowsAsync(failure);

    private Task<Answer<ChurnRiskCustomer>> AskAsync(int limit = 50) =>
        _behavior.Handle(new ChurnRiskCustomers { Limit = limit }, default, () => throw new AssertionException("next is bound"));

    private async Task<CacheOutcome?> ObservedAsync()
    {
        RequestObservation observation = RequestObservation.Begin();
        await AskAsync();
        return observation.Cache;
    }

    private static Answer<ChurnRiskCustomer> AnswerFrom(int snapshot) => new([], NumberedSnapshot.Of(snapshot)) { Bytes = 1 };
}
